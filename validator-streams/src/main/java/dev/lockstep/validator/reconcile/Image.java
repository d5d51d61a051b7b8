/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Locator;
import java.util.Optional;

/**
 * What one side says that a row holds.
 *
 * @param contract algorithm and policy the digest was made with; digests of two contracts are never compared
 * @param strict the digest under no rules, where the contract's policy has rules; it decides nothing, but rows that only the
 *     rules make equal are counted
 * @param locator what names the columns in which two images differ, where the record carried one
 */
public record Image(Content content, String contract, Optional<Digest128> strict, Optional<Locator> locator) {
    /** There is no row. Under any contract: absence is always the same. */
    public static final Image ABSENT = new Image(new Content.Absent(), "", Optional.empty(), Optional.empty());

    /** Of a locator only three sums are kept; they name one column, or two, as surely as any key needs. */
    public Image {
        locator = locator.map(full -> new Locator(full.sum0(), full.sum1(), full.sum2(), Locator.NOT_KEPT));
    }

    public static Image of(Content content, String contract, dev.lockstep.canonical.digest.Evidence evidence) {
        return new Image(content, contract, evidence.strict(), evidence.locator());
    }

    /** The same content, in the strict form of the other. */
    public Image strictlyAs(Image other) {
        return strict.equals(other.strict) ? this : new Image(content, contract, other.strict, locator);
    }

    Likeness likeness(Image other) {
        return Likeness.of(content, contract, other.content, other.contract);
    }

    boolean same(Image other) {
        return likeness(other) == Likeness.SAME;
    }

    public boolean present() {
        return content instanceof Content.Present;
    }

    public boolean absent() {
        return content instanceof Content.Absent;
    }
}
