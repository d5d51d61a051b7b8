/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** How a key stands right now; every key that was ever seen has exactly one. */
public enum Standing {
    /** Latest version and latest observation say the same. */
    VERIFIED,
    /** Not the same yet, and no complete round has shown that it ought to be. */
    PENDING,
    /** Pending, and the version that a round starts from has already left the kept history. */
    HOT,
    /** A complete round has shown a difference, and nothing has disproved it since. */
    DIVERGENT,
    /** A complete round came by and the two sides cannot be compared. */
    UNKNOWN;

    /** Whether a complete round has spoken on this key. */
    boolean judged() {
        return this == DIVERGENT || this == UNKNOWN;
    }
}
