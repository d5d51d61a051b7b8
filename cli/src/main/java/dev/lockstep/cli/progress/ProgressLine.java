/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.progress;

import dev.lockstep.cli.compare.Activity;
import dev.lockstep.cli.engine.Side;
import java.time.Duration;
import java.util.Locale;

/** The words in which progress is shown. */
final class ProgressLine {
    private ProgressLine() {}

    static String of(Activity activity, Duration elapsed) {
        long source = activity.rows(Side.SOURCE);
        long target = activity.rows(Side.TARGET);
        if (activity.isJoining()) {
            return String.format(Locale.ROOT, "%s: joining %,d and %,d rows", activity.table(), source, target);
        }
        double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
        double rate = (source + target) / seconds;
        String end = "";
        long left = activity.estimatedRows() - source - target;
        if (left > 0 && rate >= 1) {
            end = ", about " + time((long) (left / rate)) + " left";
        }
        return String.format(
                Locale.ROOT,
                "%s: %,d source and %,d target rows read, %,.0f rows/s%s",
                activity.table(),
                source,
                target,
                rate,
                end);
    }

    private static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
