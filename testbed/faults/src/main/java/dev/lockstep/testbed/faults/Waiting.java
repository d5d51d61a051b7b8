/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for conditions, and ends at once when a part of the migration has failed. Confined to one thread. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration CHECK = Duration.ofSeconds(2);

    private final Supplier<Optional<String>> failure;
    private long nextCheck = System.nanoTime();

    Waiting(Supplier<Optional<String>> failure) {
        this.failure = failure;
    }

    /** @return whether it has come true within the bound */
    boolean until(Duration bound, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            check();
            Thread.sleep(LOOK.toMillis());
        }
        return true;
    }

    private void check() {
        if (System.nanoTime() < nextCheck) {
            return;
        }
        nextCheck = System.nanoTime() + CHECK.toNanos();
        failure.get().ifPresent(why -> {
            throw new FaultsFailedException(why);
        });
    }

    /** Something to look at again and again. */
    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    /** A condition that asks a database. */
    static Condition asking(Callable<Boolean> question) {
        return () -> {
            try {
                return question.call();
            } catch (Exception e) {
                throw new FaultsFailedException("Cannot ask whether it is so: " + e.getMessage());
            }
        };
    }
}
