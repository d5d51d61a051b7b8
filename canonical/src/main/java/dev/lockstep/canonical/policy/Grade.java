/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

/** How much "equal" means for a column under its rules, from most to least. Every report shows it. */
public enum Grade {
    /** No rule: equal is equal. */
    EXACT,
    /** Another form of the same; nothing is lost. */
    NORMALISED,
    /** One side cannot hold what the other holds; the rule takes it from both. */
    NARROWED,
    /** Values that differ a little pass. */
    LOSSY,
    /** The column is not compared at all. */
    EXCLUDED;

    Grade orWorse(Grade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
