/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.cli.engine.Counts;
import dev.lockstep.cli.engine.Finding;
import dev.lockstep.cli.engine.RowJoin;
import dev.lockstep.cli.engine.Side;
import dev.lockstep.cli.engine.Spill;
import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Compares two tables by a plan: reads both sides at the same time, joins, judges. Used once. */
final class TableComparison {
    private final ReadableDatabase source;
    private final ReadableDatabase target;
    private final TablePlan plan;
    private final ComparisonSettings settings;
    private final Report report;
    private final List<LaneReader.Read> reads = new ArrayList<>();

    TableComparison(
            ReadableDatabase source,
            ReadableDatabase target,
            TablePlan plan,
            ComparisonSettings settings,
            Report report) {
        this.source = source;
        this.target = target;
        this.plan = plan;
        this.settings = settings;
        this.report = report;
    }

    TableResult run(Spill spill, Activity activity) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        RowJoin join = new RowJoin(plan.layout(), spill, settings.memoryBytes());
        readAll(join, activity);
        activity.join();
        Counts counts = join.finish(this::report);
        return result(counts, (System.nanoTime() - begun) / 1_000_000);
    }

    private void readAll(RowJoin join, Activity activity) throws IOException, InterruptedException {
        AtomicBoolean stopped = new AtomicBoolean();
        List<LaneReader> lanes = new ArrayList<>();
        for (Side side : Side.values()) {
            ReadableDatabase database = side == Side.SOURCE ? source : target;
            for (Lane lane : database.lanes(plan.table(side), settings.lanes())) {
                lanes.add(new LaneReader(database, plan, side, lane, join, activity, stopped));
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
        try {
            CompletionService<LaneReader.Read> running = new ExecutorCompletionService<>(threads);
            lanes.forEach(running::submit);
            for (int i = 0; i < lanes.size(); i++) {
                reads.add(running.take().get());
            }
        } catch (ExecutionException e) {
            throw rethrown(e);
        } finally {
            stopped.set(true);
            threads.shutdown();
            settings.awaitEnd(threads);
        }
    }

    private static IOException rethrown(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException cause) {
            throw cause;
        }
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof IOException cause ? cause : new IOException(failure.getCause());
    }

    private void report(Finding finding) {
        List<ColumnPair> compared = plan.compared();
        List<String> columns = finding.columns().stream()
                .map(index -> compared.get(index).name())
                .toList();
        report.finding(finding.kind(), shown(finding.key()), finding.sourceRows(), finding.targetRows(), columns);
    }

    private String shown(ByteBuffer key) {
        byte[] bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        return plan.key().isEmpty()
                ? "\"" + HexFormat.of().formatHex(bytes) + "\""
                : CanonicalKey.ofBytes(bytes).toJson();
    }

    private TableResult result(Counts counts, long millis) {
        Set<String> gaps = new LinkedHashSet<>(plan.gaps());
        List<String> notes = new ArrayList<>(plan.notes());
        reads.forEach(read -> gaps.addAll(read.reasons()));
        if (counts.anyUnknown()) {
            gaps.add("rows that could not be compared: " + counts.sourceUnknown() + " of the source, "
                    + counts.targetUnknown() + " of the target");
        }
        long unidentified =
                reads.stream().mapToLong(LaneReader.Read::unidentified).sum();
        if (unidentified > 0) {
            gaps.add("rows whose key could not be told: " + unidentified);
        }
        if (rows(Side.SOURCE) == 0 && rows(Side.TARGET) == 0) {
            notes.add("both tables are empty");
        }
        Outcome found = counts.anyDifference() ? Outcome.DIFFERENT : Outcome.EQUAL;
        return new TableResult(
                plan.source().name().toString(),
                plan.target().name().toString(),
                gaps.isEmpty() ? found : Outcome.INCOMPLETE,
                List.copyOf(gaps),
                notes,
                plan.keyNames(),
                grades(),
                counts,
                fingerprint(Side.SOURCE),
                fingerprint(Side.TARGET),
                rows(Side.SOURCE),
                rows(Side.TARGET),
                millis,
                true);
    }

    private long rows(Side side) {
        return reads.stream()
                .filter(read -> read.side() == side)
                .mapToLong(LaneReader.Read::rows)
                .sum();
    }

    private Fingerprint.Bucket fingerprint(Side side) {
        Fingerprint all = new Fingerprint(DigestAlgorithm.XXH3_128);
        reads.stream().filter(read -> read.side() == side).forEach(read -> all.merge(read.fingerprint()));
        return all.total();
    }

    private Map<String, String> grades() {
        Map<String, String> grades = new TreeMap<>();
        plan.columns().stream()
                .filter(pair -> !pair.rules().isEmpty())
                .forEach(pair -> grades.put(
                        pair.name(), pair.rules().grade() + " (" + pair.rules().text() + ")"));
        return grades;
    }
}
