/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.testbed.demo.harm.Finding;
import dev.lockstep.testbed.demo.harm.Findings;
import dev.lockstep.testbed.demo.report.DemoReport;
import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.watch.TableSummary;
import dev.lockstep.testbed.demo.writer.TableWrites;
import dev.lockstep.testbed.demo.writer.WriterStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run has come to know, filled in as it goes, and the report that follows from it. Confined to one thread. */
final class Results {
    private final Findings findings;
    Map<String, String> versions = Map.of();
    Map<DemoTable, Long> loaded = Map.of();
    WriterStatistics written = WriterStatistics.none();
    Instant snapshotMoved = Instant.EPOCH;
    Map<DemoTable, Long> counted = Map.of();
    Map<DemoTable, TableSummary> proofs = Map.of();

    Results(Findings findings) {
        this.findings = findings;
    }

    /**
     * The report of a run that has ended.
     *
     * @param failure why it has failed; empty when all went right
     */
    DemoReport report(DemoOptions options, Phases phases, Optional<String> failure) {
        return new DemoReport(
                outcome(options, failure),
                failure.isEmpty(),
                versions,
                settings(options),
                phases.seconds(),
                rates(phases),
                writer(),
                tables(),
                harms(),
                findings.falseAlarms().stream().map(Finding::toString).toList());
    }

    private String outcome(DemoOptions options, Optional<String> failure) {
        if (failure.isPresent()) {
            return "FAILED: " + failure.get();
        }
        String proved = String.format(Locale.ROOT, "PASSED: every one of %,d rows was verified", sum(counted));
        int harmed = findings.detections().size();
        return options.faults()
                ? proved + ", and exactly the planted harms were reported (5 harms, " + harmed + " rows)"
                : proved + "; no harm was planted (--no-faults)";
    }

    private static Map<String, String> settings(DemoOptions options) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("scale", Double.toString(options.scale().factor()));
        settings.put("seed", Long.toString(options.seed()));
        settings.put("writes per second", Integer.toString(options.writesPerSecond()));
        settings.put(
                "write seconds after the snapshot",
                Long.toString(options.writing().toSeconds()));
        return settings;
    }

    private DemoReport.Rates rates(Phases phases) {
        Duration snapshot = phases.of(Phases.SNAPSHOT);
        Duration whole = snapshot.plus(phases.of(Phases.WRITING)).plus(phases.of(Phases.PROVING));
        return new DemoReport.Rates(
                sum(loaded), perSecond(sum(loaded), snapshot), sum(counted), perSecond(sum(counted), whole));
    }

    private DemoReport.Writer writer() {
        TableWrites total = written.total();
        return new DemoReport.Writer(written.transactions(), total.inserted(), total.updated(), total.deleted());
    }

    private List<DemoReport.Table> tables() {
        List<DemoReport.Table> tables = new ArrayList<>();
        proofs.forEach((table, proof) -> tables.add(new DemoReport.Table(
                table.tableName(), counted.get(table), proof.verified(), proof.sourceFingerprint())));
        return tables;
    }

    private List<DemoReport.Harmed> harms() {
        List<DemoReport.Harmed> harmed = new ArrayList<>();
        findings.detections()
                .forEach(found -> harmed.add(harmed(
                        found.harm().what(),
                        found.finding(),
                        found.columns(),
                        found.after().toMillis() / 1000.0)));
        findings.undetected().forEach(finding -> harmed.add(harmed("not found", finding, List.of(), null)));
        return harmed;
    }

    private static DemoReport.Harmed harmed(String what, Finding finding, List<String> columns, Double seconds) {
        return new DemoReport.Harmed(
                what, finding.table(), finding.key(), finding.kind().name(), columns, seconds);
    }

    private static double perSecond(long rows, Duration time) {
        return time.isZero() ? 0 : rows * 1000.0 / time.toMillis();
    }

    private static long sum(Map<DemoTable, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
