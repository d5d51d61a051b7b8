/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.testbed.chaos.schedule.Victim;
import java.time.Duration;
import java.util.Set;

/**
 * What one run was asked for.
 *
 * @param duration how long things are killed
 * @param interval how long everything runs between two strikes, on average
 */
record ChaosOptions(
        Duration duration,
        int writesPerSecond,
        long seed,
        Set<Victim> victims,
        Duration interval,
        int sourceMajor,
        int targetMajor) {
    ChaosOptions {
        victims = Set.copyOf(victims);
        if (duration.isNegative() || duration.isZero() || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("--minutes and --interval must be positive");
        }
        if (writesPerSecond < 1 || writesPerSecond > 5_000) {
            throw new IllegalArgumentException("--writes-per-second must lie between 1 and 5000");
        }
        if (victims.isEmpty()) {
            throw new IllegalArgumentException("--kills names nothing");
        }
    }
}
