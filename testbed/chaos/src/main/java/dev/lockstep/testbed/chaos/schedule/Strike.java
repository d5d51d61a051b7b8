/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.schedule;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some parts killed at once.
 *
 * @param calm how long everything runs before it
 * @param down how long the parts stay away
 * @param hasty whether it comes while the strike before it is being recovered from, and not after
 */
public record Strike(Set<Victim> victims, Duration calm, Duration down, boolean hasty) {
    public Strike {
        victims = Collections.unmodifiableSet(EnumSet.copyOf(victims));
    }

    @Override
    public String toString() {
        return victims.stream().map(Victim::title).collect(Collectors.joining(" and "));
    }
}
