/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes rows may take in memory while they are read. Thread-safe. */
final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    boolean isExhausted() {
        return used.get() >= limit;
    }
}
