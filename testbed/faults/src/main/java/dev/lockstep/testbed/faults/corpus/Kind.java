/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

/** In which way a verdict says that a row is wrong; the words of {@code docs/verdicts.md}. */
public enum Kind {
    MISSING,
    UNEXPECTED,
    DIFFERENT,
    STALE,
    RESURRECTED,
    /** Not divergent, and not fine: it could not be compared. */
    UNKNOWN
}
