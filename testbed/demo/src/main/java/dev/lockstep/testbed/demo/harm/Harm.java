/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

import java.time.Instant;
import java.util.List;

/**
 * One harm, as it was done.
 *
 * @param what in words, without row values
 * @param plantedAt when it was committed in the target
 * @param expected one finding per harmed row
 */
public record Harm(String what, Instant plantedAt, List<Finding> expected) {
    public Harm {
        expected = List.copyOf(expected);
    }
}
