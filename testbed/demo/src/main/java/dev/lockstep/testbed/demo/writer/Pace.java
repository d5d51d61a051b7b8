/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import java.time.Duration;

/**
 * Says how long to wait so that row changes come at a steady rate. Pure: the time is handed in.
 *
 * <p>A writer that has fallen behind by more than {@link #MOST_ARREARS} forgets the rest, so a stalled database is not
 * followed by a flood.
 */
final class Pace {
    private static final Duration MOST_ARREARS = Duration.ofSeconds(1);

    private final double nanosPerRow;
    private long due;

    Pace(int rowsPerSecond, long nowNanos) {
        if (rowsPerSecond < 1) {
            throw new IllegalArgumentException("the writer needs at least 1 write a second, found " + rowsPerSecond);
        }
        this.nanosPerRow = 1e9 / rowsPerSecond;
        this.due = nowNanos;
    }

    /** {@code rows} more rows are written: how long to wait before the next ones, zero if they are due. */
    Duration written(long rows, long nowNanos) {
        due = Math.max(due, nowNanos - MOST_ARREARS.toNanos()) + Math.round(rows * nanosPerRow);
        return Duration.ofNanos(Math.max(0, due - nowNanos));
    }
}
