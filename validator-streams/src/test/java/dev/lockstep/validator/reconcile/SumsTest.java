/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.HOME;
import static dev.lockstep.validator.reconcile.Rows.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Observation.Sample;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final byte[] KEY = {1, 7};

    private final Reconciler reconciler = new Reconciler();
    private final Sums sums = new Sums();
    private KeyState state = KeyState.NEW;

    private void write(long offset, Image image) {
        take(reconciler.onVersion(state, HOME, offset, image, 1_000, 0, KeyState.NOT_LISTED));
    }

    private void see(long position, Image image) {
        Sample sample = new Sample(image, new Window(position, position), 2_000);
        take(reconciler.onSample(state, sample, Snapshot.unordered(2_000), Trust.FULL, 0));
    }

    private void take(Reconciler.Step step) {
        sums.replace(KEY, state, step.state());
        state = step.state();
    }

    @Test
    void aRowThatOnlyTheRulesMakeEqualIsVerifiedAndMasked() {
        write(10, image(1, 5));
        see(11, image(1, 5));
        assertThat(sums.verified()).isEqualTo(1);
        assertThat(sums.masked()).isZero();

        write(20, image(2, 6));
        see(21, image(2, 99));
        assertThat(sums.verified()).isEqualTo(1);
        assertThat(sums.masked()).isEqualTo(1);

        see(22, image(2, 6));
        assertThat(sums.masked()).isZero();
    }

    /** A new version that the rules make equal leaves the row verified; until it is seen, it is not the same strictly. */
    @Test
    void aRowIsMaskedUntilTheStrictFormOfItsLatestVersionIsSeen() {
        write(10, image(1, 5));
        see(11, image(1, 5));
        write(20, image(1, 6));
        assertThat(sums.verified()).isEqualTo(1);
        assertThat(sums.masked()).isEqualTo(1);
        see(21, image(1, 6));
        assertThat(sums.masked()).isZero();
    }

    @Test
    void aRowThatIsDeletedIsMaskedNoMore() {
        write(10, image(1, 5));
        see(11, image(1, 6));
        assertThat(sums.masked()).isEqualTo(1);
        write(20, Rows.image(0));
        assertThat(sums.masked()).isZero();
        see(21, Rows.image(0));
        assertThat(sums.masked()).isZero();
    }
}
