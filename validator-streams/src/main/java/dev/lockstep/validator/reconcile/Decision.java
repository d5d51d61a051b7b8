/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** What {@link Decider} says of one observation of one key. */
public sealed interface Decision {

    /** The target held the latest version. */
    record Verified() implements Decision {}

    /** Nothing final can be said, and why. */
    record Pending(Wait waitsFor) implements Decision {}

    /** No version that may have been current holds what the target held. */
    record Divergent(Kind kind) implements Decision {}

    /**
     * The two sides cannot be compared.
     *
     * @param reason a short code with ids, never a value
     */
    record Unknown(String reason) implements Decision {}

    /** What a pending key waits for. */
    enum Wait {
        /** The target held a version that may have been current; the latest was not, or not surely, there yet. */
        LAGGING,
        /** The version that was current at the lower bound has left the kept history. */
        HOT,
        /** A version that was compacted away unread may have been current. */
        GAP,
        /** The target changed after the watermark of the round. */
        NEXT_ROUND
    }
}
