/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.writer.WriterStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together what was loaded, what the writer has done since, and what the validator says. Thread-safe; it has no
 * clock of its own.
 */
public final class ProgressModel {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final String ALL = "all";

    /** A certificate of a table with so many rows, as it stands on the topic. */
    public record Certified(long rows, String line) {}

    private record Sample(Instant at, Map<DemoTable, Long> moved) {}

    private final Map<DemoTable, Long> loaded = new EnumMap<>(DemoTable.class);
    private final Map<DemoTable, TableSummary> summaries = new EnumMap<>(DemoTable.class);
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<DemoTable, Certified> certificates = new EnumMap<>(DemoTable.class);
    private WriterStatistics written = WriterStatistics.none();

    /** @param loaded rows per table before the writer began */
    public ProgressModel(Map<DemoTable, Long> loaded) {
        this.loaded.putAll(loaded);
    }

    /** The writer has committed this much. */
    public synchronized void written(WriterStatistics statistics) {
        written = statistics;
    }

    /** The validator has published a newer summary of a table. */
    public synchronized void summary(DemoTable table, TableSummary summary) {
        summaries.put(table, summary);
    }

    /** The validator has certified a table. */
    public synchronized void certificate(DemoTable table, Certified certificate) {
        certificates.put(table, certificate);
    }

    /** The lines of the latest certificates; empty while a table has none for so many rows. */
    public synchronized Optional<List<String>> certificates(Map<DemoTable, Long> rows) {
        boolean all = rows.entrySet().stream()
                .allMatch(entry -> certificates.containsKey(entry.getKey())
                        && certificates.get(entry.getKey()).rows() == entry.getValue());
        return all
                ? Optional.of(
                        certificates.values().stream().map(Certified::line).toList())
                : Optional.empty();
    }

    /** The latest summary of a table. */
    public synchronized TableSummary summary(DemoTable table) {
        return summaries.getOrDefault(table, TableSummary.NONE);
    }

    /** Whether the target holds, per table, at least the loaded rows that can still exist. */
    public synchronized boolean snapshotMoved() {
        return loaded.keySet().stream()
                .allMatch(table -> summary(table).targetRows()
                        >= loaded.get(table) - written.of(table).deleted());
    }

    /** Whether the validator proves exactly these rows of every table. */
    public synchronized boolean proves(Map<DemoTable, Long> rows) {
        return rows.entrySet().stream()
                .allMatch(entry -> summary(entry.getKey()).proves(entry.getValue()));
    }

    /** When the oldest scan began that any table's summary rests on, in milliseconds since the epoch. */
    public synchronized long scan() {
        return loaded.keySet().stream()
                .mapToLong(table -> summary(table).scan())
                .min()
                .orElse(0);
    }

    /** Where everything stands at {@code now}; to be called every second or so, for the rates. */
    public synchronized Progress at(Instant now) {
        Sample current = new Sample(now, new EnumMap<>(DemoTable.class));
        loaded.keySet()
                .forEach(table -> current.moved().put(table, summary(table).targetRows()));
        samples.addLast(current);
        // The oldest kept sample is the last one outside the window, so that the window is always covered.
        while (samples.size() > 2 && secondOldest().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        List<Progress.Line> lines = new ArrayList<>();
        loaded.keySet().forEach(table -> lines.add(line(table, current)));
        return new Progress(lines, sum(lines));
    }

    private Sample secondOldest() {
        return samples.stream().skip(1).findFirst().orElseThrow();
    }

    private Progress.Line line(DemoTable table, Sample current) {
        TableSummary summary = summary(table);
        Sample oldest = samples.getFirst();
        double seconds = Duration.between(oldest.at(), current.at()).toMillis() / 1000.0;
        long grown = summary.targetRows() - oldest.moved().getOrDefault(table, 0L);
        double rate = seconds > 0 ? Math.max(0, grown / seconds) : 0;
        long total = loaded.get(table) + written.of(table).growth();
        return new Progress.Line(
                table.tableName(),
                summary.targetRows(),
                total,
                rate,
                remaining(total - summary.targetRows(), rate),
                summary.verified(),
                summary.pending(),
                summary.divergent(),
                summary.unknown());
    }

    private static Progress.Line sum(List<Progress.Line> lines) {
        long moved = lines.stream().mapToLong(Progress.Line::moved).sum();
        long total = lines.stream().mapToLong(Progress.Line::total).sum();
        double rate = lines.stream().mapToDouble(Progress.Line::rowsPerSecond).sum();
        return new Progress.Line(
                ALL,
                moved,
                total,
                rate,
                remaining(total - moved, rate),
                lines.stream().mapToLong(Progress.Line::verified).sum(),
                lines.stream().mapToLong(Progress.Line::pending).sum(),
                lines.stream().mapToLong(Progress.Line::divergent).sum(),
                lines.stream().mapToLong(Progress.Line::unknown).sum());
    }

    private static Optional<Duration> remaining(long rows, double rate) {
        return rows > 0 && rate > 0 ? Optional.of(Duration.ofMillis((long) (rows / rate * 1000))) : Optional.empty();
    }
}
