/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** In which way a key is divergent. */
public enum Kind {
    /** The source has the row, the target has not. */
    MISSING,
    /** The target has a row that the source does not have, with a content the source is not known to have had. */
    UNEXPECTED,
    /** Both have the row, and the target's content is none that the source is known to have had. */
    DIFFERENT,
    /** Both have the row, and the target's content is an older one of the source. */
    STALE,
    /** The source has deleted the row, the target still or again holds an older content of it. */
    RESURRECTED
}
