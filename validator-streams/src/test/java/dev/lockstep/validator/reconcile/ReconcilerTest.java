/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.seen;
import static dev.lockstep.validator.reconcile.Rows.version;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final Barrier ROUND_7 = new Barrier(7, 1_000, 1_000, 70_000);

    @Test
    void bindsVerifiedToTheLatestVersionAndReopensOnANewerOne() {
        KeyState first = Reconciler.onVersion(KeyState.NEW, version(1, 0, 1), 5).state();
        assertThat(first.standing()).isEqualTo(Standing.PENDING);
        assertThat(first.epoch()).isEqualTo(5);
        KeyState verified = Reconciler.onObservation(first, seen(1, 0, 1), 5).state();
        assertThat(verified.standing()).isEqualTo(Standing.VERIFIED);
        assertThat(verified.listed()).isFalse();
        KeyState again = Reconciler.onVersion(verified, version(2, 1, 2), 6).state();
        assertThat(again.standing()).isEqualTo(Standing.PENDING);
        assertThat(again.epoch()).isEqualTo(6);
    }

    @Test
    void ignoresItsOwnReplayButNotANewRecordWithAnOldContent() {
        KeyState state = Reconciler.onVersion(KeyState.NEW, version(1, 0, 1), 5).state();
        state = Reconciler.onVersion(state, version(2, 1, 2), 5).state();
        assertThat(Reconciler.onVersion(state, version(3, 0, 1), 5).changed()).isFalse();
        assertThat(Reconciler.onVersion(state, version(3, 1, 2), 5).changed()).isFalse();
        KeyState back = Reconciler.onVersion(state, version(3, 2, 1), 5).state();
        assertThat(back.evidence().versions()).hasSize(3);
    }

    @Test
    void reportsADivergenceOnceAndItsEndOnce() {
        KeyState missing =
                Reconciler.onVersion(KeyState.NEW, version(1, 0, 1), 5).state();
        Reconciler.Step judged = Reconciler.onRound(missing, ROUND_7, 7);
        assertThat(judged.line()).hasValueSatisfying(verdict -> {
            assertThat(verdict.kind()).contains(Kind.MISSING);
            assertThat(verdict.firstSeen()).isEqualTo(70_000);
            assertThat(verdict.open()).isTrue();
        });
        assertThat(judged.state().standing()).isEqualTo(Standing.DIVERGENT);
        assertThat(judged.state().listed()).isFalse();

        Reconciler.Step resolved = Reconciler.onObservation(judged.state(), seen(1, 3, 1), 7);
        assertThat(resolved.state().standing()).isEqualTo(Standing.VERIFIED);
        assertThat(resolved.line()).hasValueSatisfying(verdict -> {
            assertThat(verdict.resolved()).hasValue(2_003);
            assertThat(verdict.firstSeen()).isEqualTo(70_000);
            assertThat(verdict.kind()).contains(Kind.MISSING);
        });
        Reconciler.Step repeated = Reconciler.onObservation(resolved.state(), seen(2, 4, 1), 7);
        assertThat(repeated.line()).isEmpty();
    }

    @Test
    void keepsAVerdictUntilARoundOrEqualityDisprovesIt() {
        KeyState judged = Reconciler.onRound(
                        Reconciler.onVersion(KeyState.NEW, version(1, 0, 1), 5).state(), ROUND_7, 7)
                .state();
        KeyState changed = Reconciler.onVersion(judged, version(2, 1, 2), 8).state();
        assertThat(changed.standing()).isEqualTo(Standing.DIVERGENT);
        assertThat(changed.epoch()).isEqualTo(8);
        KeyState stale = Reconciler.onObservation(changed, seen(5, 0, 1), 8).state();
        Reconciler.Step next = Reconciler.onRound(stale, new Barrier(9, 1_000, 1_000, 90_000), 9);
        assertThat(next.line()).hasValueSatisfying(verdict -> {
            assertThat(verdict.kind()).contains(Kind.STALE);
            assertThat(verdict.firstSeen()).isEqualTo(70_000);
        });
    }

    @Test
    void countsAHotKeyAsHotUntilAQuietRound() {
        KeyState state = KeyState.NEW;
        for (int i = 0; i < 12; i++) {
            state = Reconciler.onVersion(state, version(10 + i, i, i + 1), 5).state();
        }
        state = Reconciler.onRound(state, new Barrier(7, 11, 1_000, 0), 7).state();
        assertThat(state.standing()).isEqualTo(Standing.HOT);
        assertThat(state.epoch()).isEqualTo(7);
        assertThat(Reconciler.onRound(state, ROUND_7, 8).state().standing()).isEqualTo(Standing.DIVERGENT);
    }

    @Test
    void completesARoundWhicheverMarkerComesLast() {
        Barrier expected = new Barrier(7, 3, 4, 5);
        assertThat(Marks.NONE.base(7, 3).water(7, 4).close(7, 5).due()).contains(expected);
        assertThat(Marks.NONE.water(7, 4).base(7, 3).close(7, 5).due()).contains(expected);
        assertThat(Marks.NONE.base(7, 3).close(7, 5).water(7, 4).due()).contains(expected);
        assertThat(Marks.NONE.base(6, 1).water(7, 4).close(6, 5).due()).isEmpty();
    }

    @Test
    void ignoresMarkersItHasSeenBefore() {
        Marks swept = Marks.NONE.base(7, 3).water(7, 4).close(7, 5).afterSweep();
        assertThat(swept.due()).isEmpty();
        assertThat(swept.base(7, 99).water(7, 99).close(7, 99)).isEqualTo(swept);
        assertThat(swept.base(6, 99)).isEqualTo(swept);
    }
}
