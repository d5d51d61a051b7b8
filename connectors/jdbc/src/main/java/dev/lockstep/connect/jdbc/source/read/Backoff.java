/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long a reader waits before it tries again after an outage, and when it gives up. The worker would call again at
 * once and for ever. Delays double up to half a minute and are cut by a random part, so that readers that lost the same
 * database do not come back in step. Owned by one thread.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 10;

    private final Duration timeout;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private Instant firstFailure;
    private int failures;

    /** @param random numbers in [0, 1) */
    Backoff(Duration timeout, InstantSource clock, DoubleSupplier random) {
        this.timeout = timeout;
        this.clock = clock;
        this.random = random;
    }

    /** Counts a failure; empty when it is time to give up. */
    Optional<Duration> next() {
        Instant now = clock.instant();
        if (firstFailure == null) {
            firstFailure = now;
        }
        if (!now.isBefore(firstFailure.plus(timeout))) {
            return Optional.empty();
        }
        long full = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, DOUBLINGS));
        failures++;
        return Optional.of(Duration.ofMillis((long) Math.ceil(full * (1 - random.getAsDouble() / 2))));
    }

    void reset() {
        firstFailure = null;
        failures = 0;
    }
}
