/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds readers back to so many rows a second, all of them together. Thread-safe. */
public final class Pace {
    private static final long NANOS = 1_000_000_000L;

    private final long rowsPerSecond;
    private final LongSupplier nanoTime;
    private long dueNanos;

    /** @param rowsPerSecond 0 for no limit */
    public Pace(long rowsPerSecond, LongSupplier nanoTime) {
        this.rowsPerSecond = rowsPerSecond;
        this.nanoTime = nanoTime;
        this.dueNanos = nanoTime.getAsLong();
    }

    /** Counts rows that were read; how long to wait before the next. */
    public synchronized Duration after(long rows) {
        if (rowsPerSecond == 0) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        // What was not used before is not used later.
        dueNanos = Math.max(dueNanos, now) + rows * NANOS / rowsPerSecond;
        return Duration.ofNanos(dueNanos - now);
    }
}
