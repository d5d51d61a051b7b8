/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Side;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of rounds.
 *
 * @param settle the fixed wait, and the greatest age of a heartbeat
 * @param interval from the start of one round to the start of the next, at least
 * @param heartbeats the sides that have a heartbeat topic
 */
public record RoundTimes(Duration settle, Duration interval, Set<Side> heartbeats) {
    public RoundTimes {
        heartbeats = Set.copyOf(heartbeats);
    }
}
