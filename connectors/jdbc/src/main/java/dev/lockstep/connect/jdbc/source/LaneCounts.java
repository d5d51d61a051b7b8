/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.concurrent.atomic.AtomicLong;

/** How many lanes a task has, and how many of them it has read. Thread-safe. */
final class LaneCounts {
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    void add(boolean isDone) {
        total.incrementAndGet();
        if (isDone) {
            done.incrementAndGet();
        }
    }

    void done() {
        done.incrementAndGet();
    }

    long totalLanes() {
        return total.get();
    }

    long doneLanes() {
        return done.get();
    }
}
