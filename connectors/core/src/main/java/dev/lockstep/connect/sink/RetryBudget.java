/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before an outage is tried again, and when to give up. The worker itself sets no limit.
 *
 * <p>Delays double from the configured back-off up to a minute; each is cut by a random part of up to half, so that
 * tasks that lost the same database do not come back in step. Owned by the task's thread.
 */
final class RetryBudget {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final Duration timeout;
    private final Duration backoff;
    private final Clock clock;
    private final DoubleSupplier random;

    private Instant firstFailure;
    private int failures;

    /**
     * @param timeout zero = never try again
     * @param random numbers in [0, 1)
     */
    RetryBudget(Duration timeout, Duration backoff, Clock clock, DoubleSupplier random) {
        this.timeout = timeout;
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
    }

    /** Counts a failure; empty when it is time to give up. */
    Optional<Duration> nextDelay() {
        Instant now = clock.instant();
        if (firstFailure == null) {
            firstFailure = now;
        }
        failures++;
        if (!now.isBefore(firstFailure.plus(timeout))) {
            return Optional.empty();
        }
        Duration full = backoff;
        for (int i = 1; i < failures && full.compareTo(LONGEST_DELAY) < 0; i++) {
            full = full.multipliedBy(2);
        }
        long millis = Math.min(full.toMillis(), LONGEST_DELAY.toMillis());
        return Optional.of(Duration.ofMillis((long) Math.ceil(millis * (1 - random.getAsDouble() / 2))));
    }

    int failures() {
        return failures;
    }

    void reset() {
        firstFailure = null;
        failures = 0;
    }
}
