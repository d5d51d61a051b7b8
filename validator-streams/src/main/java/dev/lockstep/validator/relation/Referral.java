/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.relation;

import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Kind;
import dev.lockstep.validator.reconcile.Verdict;
import java.util.Optional;

/**
 * What the reference of a child row has come to.
 *
 * <p>Invariant S: a reference is called an orphan only when the parent's own key says so, and only when it is settled. The
 * topics of two tables have no common order, so a child may be read before its parent.
 */
public enum Referral {
    /** The target has the parent. */
    HELD,
    /** The source has the parent, and the target has not. */
    ORPHAN,
    /** Neither side has the parent: the source has the orphan too. */
    INHERITED,
    /** The parent is not there, or is under way, and it may still be right. */
    PENDING,
    /** Nobody can say whether the parent is there. */
    UNKNOWN;

    /**
     * Of a reference to the key that is in this state; pure.
     *
     * @param settled whether the reference has been there for so long that its parent must have been read
     */
    public static Referral of(KeyState parent, boolean settled) {
        boolean expected = !parent.evidence().expected().absent();
        boolean observed = !parent.evidence().observed().absent();
        return switch (parent.standing()) {
            case VERIFIED -> expected ? HELD : ifSettled(INHERITED, settled);
            case PENDING, HOT -> expected && observed ? HELD : PENDING;
            case DIVERGENT -> missing(parent) ? ifSettled(ORPHAN, settled) : HELD;
            case UNKNOWN -> observed ? HELD : UNKNOWN;
        };
    }

    private static boolean missing(KeyState parent) {
        return parent.verdict().flatMap(Verdict::kind).equals(Optional.of(Kind.MISSING));
    }

    private static Referral ifSettled(Referral referral, boolean settled) {
        return settled ? referral : PENDING;
    }
}
