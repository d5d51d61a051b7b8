/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/**
 * The positions between which the target was at the instant of an observation, in one partition of the data topic:
 * everything below {@code lo} had reached it, nothing at or above {@code hi} had.
 */
public record Window(long lo, long hi) {
    public Window {
        if (lo < 0 || lo > hi) {
            throw new IllegalArgumentException("Expected 0 <= lo <= hi, found lo " + lo + ", hi " + hi);
        }
    }
}
