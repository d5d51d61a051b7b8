/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

/** What a verdict can say against a row, by the names the validator publishes. */
public enum Divergence {
    /** The source holds the row, the target does not. */
    MISSING,
    /** The target holds a row the source never had. */
    UNEXPECTED,
    /** Both hold the row, with contents the source never had. */
    DIFFERENT,
    /** The target holds an older version of the row. */
    STALE,
    /** The target holds a row the source has deleted. */
    RESURRECTED,
    /** The two sides cannot be compared. No harm of the demo leads to it. */
    UNKNOWN
}
