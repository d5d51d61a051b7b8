/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Window;
import org.junit.jupiter.api.Test;

/** What a reference comes to, by the state of the parent's own key. */
class ReferralTest {
    private static final Image ROW = image(new Content.Present(new Digest128(1, 2)));
    private static final Image OTHER = image(new Content.Present(new Digest128(3, 4)));

    private final Reconciler reconciler = new Reconciler();
    private KeyState parent = KeyState.NEW;

    private static Image image(Content content) {
        return Image.of(content, "xxh3-128/exact", Evidence.NONE);
    }

    private void write(long offset, Image image) {
        parent = reconciler
                .onVersion(parent, new Home("t", 0), offset, image, 5, 0, KeyState.NOT_LISTED)
                .state();
    }

    private void see(long position, Image image, Trust trust) {
        Sample sample = new Sample(image, new Window(position, position), 5);
        parent = reconciler
                .onSample(parent, sample, Snapshot.unordered(5), trust, 0)
                .state();
    }

    private void see(long position, Image image) {
        see(position, image, Trust.FULL);
    }

    private void comesTo(Referral settled, Referral young) {
        assertThat(Referral.of(parent, true)).isEqualTo(settled);
        assertThat(Referral.of(parent, false)).isEqualTo(young);
    }

    @Test
    void aParentThatNobodyHasSpokenOfIsNotThere() {
        comesTo(Referral.INHERITED, Referral.PENDING);
    }

    @Test
    void aParentThatIsOnItsWayMayStillCome() {
        write(1, ROW);
        comesTo(Referral.PENDING, Referral.PENDING);
        see(2, ROW);
        comesTo(Referral.HELD, Referral.HELD);
    }

    @Test
    void aParentThatTheTargetLacksMakesAnOrphan() {
        write(1, ROW);
        see(2, Image.ABSENT);
        comesTo(Referral.ORPHAN, Referral.PENDING);
        see(2, ROW);
        comesTo(Referral.HELD, Referral.HELD);
    }

    @Test
    void aParentThatBothSidesHaveDeletedIsGone() {
        write(1, ROW);
        see(2, ROW);
        write(3, Image.ABSENT);
        comesTo(Referral.PENDING, Referral.PENDING);
        see(4, Image.ABSENT);
        comesTo(Referral.INHERITED, Referral.PENDING);
    }

    /** Its content is the concern of its own verdict. */
    @Test
    void aParentThatDiffersIsThere() {
        write(1, ROW);
        see(2, OTHER);
        comesTo(Referral.HELD, Referral.HELD);
    }

    @Test
    void aParentThatIsChangingIsThere() {
        write(1, ROW);
        see(2, ROW);
        write(3, OTHER);
        comesTo(Referral.HELD, Referral.HELD);
    }

    /** The source had it, and retention removed all that it said since. */
    @Test
    void ofAParentWhoseVersionsAreLostNobodyCanSay() {
        write(1, ROW);
        see(5, Image.ABSENT, new Trust(5, 0));
        comesTo(Referral.UNKNOWN, Referral.UNKNOWN);
        see(5, OTHER, new Trust(5, 0));
        comesTo(Referral.HELD, Referral.HELD);
    }
}
