/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws {@link Progress} as text: a table of at most 80 columns, or one line. Pure. */
public final class ProgressTable {
    private ProgressTable() {}

    /** A table with a headline; every call with the same tables gives the same number of lines. */
    public static List<String> table(String headline, Duration elapsed, Progress progress) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%4ds  %s", elapsed.toSeconds(), headline));
        lines.add(row("table", "moved", "of", "rows/s", "ETA", "verified", "pending", "divergent"));
        progress.tables().forEach(line -> lines.add(row(line)));
        lines.add(row(progress.all()));
        return lines;
    }

    /** The sum in one line. */
    public static String line(String headline, Duration elapsed, Progress progress) {
        Progress.Line all = progress.all();
        String text = String.format(
                Locale.ROOT,
                "%4ds  %s: %s of %s rows, %s/s, ETA %s; verified %s, pending %s, divergent %s",
                elapsed.toSeconds(),
                headline,
                number(all.moved()),
                number(all.total()),
                number(Math.round(all.rowsPerSecond())),
                remaining(all),
                number(all.verified()),
                number(all.pending()),
                number(all.divergent()));
        return all.unknown() == 0 ? text : text + ", unknown " + number(all.unknown());
    }

    private static String row(Progress.Line line) {
        String row = row(
                line.name(),
                number(line.moved()),
                number(line.total()),
                number(Math.round(line.rowsPerSecond())),
                remaining(line),
                number(line.verified()),
                number(line.pending()),
                number(line.divergent()));
        return line.unknown() == 0 ? row : row + " " + number(line.unknown()) + " UNKNOWN";
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, " %-9s %10s %10s %8s %6s %10s %8s %9s", cells);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String remaining(Progress.Line line) {
        return line.remaining()
                .map(time -> time.toSeconds() < 100
                        ? Math.max(1, time.toSeconds()) + "s"
                        : time.toMinutes() < 100 ? time.toMinutes() + "m" : time.toHours() + "h")
                .orElse("-");
    }
}
