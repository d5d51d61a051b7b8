/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.report;

import dev.lockstep.testbed.bench.competitor.Entries;
import dev.lockstep.testbed.bench.measure.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Results as Markdown tables. Immutable. */
public final class TextReport {
    private static final int MIB = 1 << 20;
    private static final List<String> PROCESSES =
            List.of("source database", "broker", "worker", "target database", "validator", "copier");

    private final List<Result> results;

    public TextReport(List<Result> results) {
        this.results = List.copyOf(results);
    }

    /** The lines of both tables and of the notes below. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(rates());
        lines.add("");
        lines.addAll(resources());
        List<String> notes = notes();
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        return lines;
    }

    private List<String> rates() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "run", "rows/s", "all runs", "seconds", "× debezium", "CPU s/M rows", "log MB", "tables", "format"));
        for (Result result : results) {
            Run run = result.median();
            rows.add(List.of(
                    result.entry().name(),
                    run.failure().isPresent() ? "failed" : number(run.rate()),
                    String.join(
                            " ",
                            result.runs().stream()
                                    .map(each -> number(each.rate()))
                                    .toList()),
                    decimal(run.seconds())
                            + (run.verifiedSeconds().isPresent()
                                    ? " (verified "
                                            + decimal(run.verifiedSeconds().getAsDouble()) + ")"
                                    : ""),
                    ratio(result).map(TextReport::decimal).orElse("–"),
                    run.failure().isPresent() ? "–" : decimal(run.cpuSecondsPerMillionRows()),
                    run.topicBytes() == 0 ? "–" : number((double) run.topicBytes() / MIB),
                    run.equality()
                            .map(equality -> equality.outcome().toString().toLowerCase(Locale.ROOT))
                            .orElse("–"),
                    run.format().orElse("–")));
        }
        return table(rows);
    }

    private List<String> resources() {
        Set<String> processes = new LinkedHashSet<>(PROCESSES);
        processes.removeIf(process ->
                results.stream().noneMatch(result -> result.median().processes().containsKey(process)));
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.of(List.of("CPU s / peak MB"), List.copyOf(processes), List.of("others' CPU s"))
                .flatMap(List::stream)
                .toList());
        for (Result result : results) {
            Run run = result.median();
            List<String> row = new ArrayList<>(List.of(result.entry().name()));
            for (String process : processes) {
                row.add(usage(run.processes().get(process)));
            }
            row.add(decimal(run.otherCpuSeconds()));
            rows.add(row);
        }
        return table(rows);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Result result : results) {
            for (Run run : result.runs()) {
                run.failure().ifPresent(why -> notes.add(result.entry().name() + " failed: " + why));
                run.equality()
                        .filter(equality -> !equality.note().isEmpty())
                        .ifPresent(equality -> notes.add(result.entry().name() + ": " + equality.note()
                                + (result.lossy().isEmpty() ? "" : " (known: " + result.lossy() + ")")));
            }
        }
        return notes.stream().distinct().toList();
    }

    /** To the Debezium pair on the same part of the way. */
    private Optional<Double> ratio(Result result) {
        return results.stream()
                .filter(other -> other.entry()
                        .name()
                        .equals(Entries.BASELINE + result.entry().leg().suffix()))
                .map(other -> other.median().rate())
                .filter(base -> base > 0)
                .findFirst()
                .map(base -> result.median().rate() / base);
    }

    private static String usage(Usage usage) {
        return usage == null ? "–" : decimal(usage.cpuSeconds()) + " / " + number((double) usage.peakBytes() / MIB);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static List<String> table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(' ')
                        .append(i == 0 ? row.get(i) + pad : pad + row.get(i))
                        .append(" |");
            }
            lines.add(line.toString());
            if (lines.size() == 1) {
                StringBuilder rule = new StringBuilder("|");
                for (int i = 0; i < columns; i++) {
                    rule.append(" ").append("-".repeat(widths[i] - (i == 0 ? 0 : 1)));
                    rule.append(i == 0 ? " |" : ": |");
                }
                lines.add(rule.toString());
            }
        }
        return lines;
    }
}
