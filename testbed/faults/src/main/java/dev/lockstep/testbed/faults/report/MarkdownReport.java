/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.report;

import dev.lockstep.testbed.faults.corpus.Expected;
import dev.lockstep.testbed.faults.corpus.Kind;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The detection matrix as a table for people, and the figures below it. */
public final class MarkdownReport {
    private MarkdownReport() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        report.context()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("  \n"));
        text.append(
                "\n| fault | what | verdict | | s | s after the mover | resolved s |\n| --- | --- | --- | --- | ---: | ---: | ---: |\n");
        report.results()
                .forEach(result -> text.append("| `")
                        .append(result.fault().name())
                        .append("` | ")
                        .append(result.fault().description())
                        .append(" | ")
                        .append(verdict(result))
                        .append(" | ")
                        .append(result.outcome().words())
                        .append(" | ")
                        .append(seconds(result.seconds()))
                        .append(" | ")
                        .append(seconds(result.moverSeconds()))
                        .append(" | ")
                        .append(seconds(result.resolvedSeconds()))
                        .append(" |\n"));
        text.append('\n').append(summary(report)).append('\n');
        report.alarms()
                .forEach(alarm -> text.append("false alarm: ").append(alarm).append('\n'));
        return text.toString();
    }

    /** One line. */
    public static String summary(Report report) {
        return String.format(
                Locale.ROOT,
                "%d of %d faults that can be seen were found (%.1f %%)%s%s; %d of %d results as expected, %d false"
                        + " alarms",
                report.found(),
                report.detectable(),
                report.detectable() == 0 ? 100.0 : 100.0 * report.found() / report.detectable(),
                times("", report.seconds(0.5), report.seconds(0.99)),
                times(" after the mover's commit", report.moverSeconds(0.5), report.moverSeconds(0.99)),
                report.results().stream()
                        .filter(result -> result.outcome().isGood())
                        .count(),
                report.results().size(),
                report.alarms().size());
    }

    private static String times(String since, double p50, double p99) {
        return Double.isNaN(p50) ? "" : String.format(Locale.ROOT, ",%s p50 %.1f s, p99 %.1f s", since, p50, p99);
    }

    private static String verdict(Result result) {
        if (!result.verdicts().isEmpty()) {
            return String.join(", ", result.verdicts());
        }
        if (result.expected() instanceof Expected.Equal equal) {
            return "none: " + equal.because();
        }
        if (result.expected() instanceof Expected.Unseen unseen) {
            return "none: " + unseen.because();
        }
        if (result.expected() instanceof Expected.NotPlanted left) {
            return "none: " + left.because();
        }
        return "expected "
                + ((Expected.Divergent) result.expected())
                        .verdicts().stream()
                                .flatMap(verdict -> verdict.kinds().stream())
                                .map(Kind::name)
                                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f", seconds.getAsDouble());
    }
}
