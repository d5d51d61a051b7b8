/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits while other things go on. Confined to one thread. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Runnable meanwhile;

    /** @param meanwhile is done again and again; what it throws ends the waiting */
    Waiting(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    /** @return whether it has come true within the bound */
    boolean until(Duration bound, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            meanwhile.run();
            Thread.sleep(LOOK.toMillis());
        }
        return true;
    }

    /** Waits that long. */
    void during(Duration time) throws InterruptedException {
        until(time, () -> false);
    }
}
