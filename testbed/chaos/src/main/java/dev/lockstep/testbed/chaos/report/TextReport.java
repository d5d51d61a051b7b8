/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.report;

import dev.lockstep.testbed.chaos.ledger.FalseVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A report for people. Stateless. */
public final class TextReport {
    private TextReport() {}

    public static String of(ChaosReport report) {
        StringBuilder text = new StringBuilder();
        report.context().forEach((name, value) -> line(text, name, value));
        report.kills().forEach((part, times) -> line(text, "killed " + part, times + " times"));
        line(text, "writes", String.format(Locale.ROOT, "%,d", report.writes()));
        line(text, "verdicts expected", String.valueOf(report.planted().size()));
        line(text, "found", String.valueOf(report.found()));
        line(text, "false", String.valueOf(report.lies().size()));
        line(text, "time to detect", times(report.detections()));
        line(text, "of it, while all ran", times(report.detectionsWhileRunning()));
        line(text, "time to recover", times(report.recoveries()));
        for (FalseVerdict lie : report.lies()) {
            line(text, "FALSE", lie.why() + ", after " + lie.strikes() + ": " + lie.line());
        }
        report.problems().forEach(problem -> line(text, "WRONG", problem));
        line(text, "result", report.good() ? "all as it has to be" : "NOT as it has to be");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-24s %s%n", name, value));
    }

    private static String times(List<Duration> times) {
        return "p50 " + shown(Percentile.of(times, 50)) + ", p99 " + shown(Percentile.of(times, 99)) + ", of "
                + times.size();
    }

    private static String shown(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f s", seconds.getAsDouble()) : "-";
    }
}
