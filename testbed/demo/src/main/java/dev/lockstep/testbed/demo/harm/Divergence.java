/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

/** The kinds of divergence the validator tells apart, by the names it publishes. */
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
    RESURRECTED
}
