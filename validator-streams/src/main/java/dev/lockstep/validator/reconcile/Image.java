/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Locator;
import java.util.Optional;

/**
 * What one side says that a row holds.
 *
 * @param contract algorithm and policy the digest was made with; digests of two contracts are never compared
 * @param locator what names the columns in which two images differ, where the record carried one
 */
public record Image(Content content, String contract, Optional<Locator> locator) {
    /** There is no row. Under any contract: absence is always the same. */
    public static final Image ABSENT = new Image(new Content.Absent(), "", Optional.empty());

    /** Of a locator only three sums are kept; they name one column, or two, as surely as any key needs. */
    public Image {
        locator = locator.map(full -> new Locator(full.sum0(), full.sum1(), full.sum2(), Locator.NOT_KEPT));
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
