/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** What {@link Decider} says of one key at one complete round. */
public sealed interface Decision {

    /** Latest version and latest observation say the same. */
    record Verified() implements Decision {}

    /** Nothing can be said yet, and the reason. */
    record Pending(Wait waitsFor) implements Decision {}

    /** No version that may have been current holds what the target holds. */
    record Divergent(Kind kind) implements Decision {}

    /**
     * The two sides cannot be compared.
     *
     * @param reason a short code with ids, never a value
     */
    record Unknown(String reason) implements Decision {}

    /** What a pending key waits for. */
    enum Wait {
        /** The target changed after the watermark; the next round decides. */
        NEXT_ROUND,
        /** The target holds a version that is not the latest, yet may still be current there. */
        LAGGING,
        /** The version at the baseline has left the kept history. */
        HOT
    }
}
