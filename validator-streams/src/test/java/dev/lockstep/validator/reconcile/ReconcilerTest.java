/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.HOME;
import static dev.lockstep.validator.reconcile.Rows.image;
import static dev.lockstep.validator.reconcile.Rows.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.reconcile.Observation.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final Reconciler RECONCILER = new Reconciler();
    private static final long NO_ROUNDS = KeyState.NOT_LISTED;

    private static KeyState version(KeyState state, long offset, int value) {
        return version(state, offset, value, 0);
    }

    private static KeyState version(KeyState state, long offset, int value, long gapEnd) {
        return RECONCILER
                .onVersion(state, HOME, offset, image(value), 1_000 + offset, gapEnd, NO_ROUNDS)
                .state();
    }

    private static Reconciler.Step see(KeyState state, int value, long lo, long hi) {
        return see(state, value, lo, hi, Trust.FULL);
    }

    private static Reconciler.Step see(KeyState state, int value, long lo, long hi, Trust trust) {
        return RECONCILER.onSample(state, sample(value, lo, hi), Snapshot.unordered(2_000), trust, 0);
    }

    /** At position 11, by a reading that has this place among those of one observer. */
    private static Reconciler.Step seeAs(long place, KeyState state, int value) {
        Snapshot snapshot = new Snapshot(2_000, 77, 2 * place, 2 * place + 1);
        return RECONCILER.onSample(state, sample(value, 11, 11), snapshot, Trust.FULL, 0);
    }

    /** Somebody harms the row and mends it again, at one position; the reading in between is overtaken by a later one. */
    @Test
    void vAReadingFromBeforeTheLastVerdictSaysNothingAnyMore() {
        KeyState written = version(KeyState.NEW, 10, 1);
        KeyState harmed = seeAs(1, written, 9).state();
        assertThat(harmed.standing()).isEqualTo(Standing.DIVERGENT);
        Reconciler.Step mended = seeAs(3, harmed, 1);
        assertThat(mended.line()).isPresent();
        Reconciler.Step late = seeAs(2, mended.state(), 9);
        assertThat(late.line()).isEmpty();
        assertThat(late.state()).isEqualTo(mended.state());
        assertThat(seeAs(4, mended.state(), 9).state().standing()).isEqualTo(Standing.DIVERGENT);
    }

    @Test
    void vAVerdictThatWasRepeatedIsNotResolvedByAnEarlierReading() {
        KeyState harmed = seeAs(1, version(KeyState.NEW, 10, 1), 9).state();
        Reconciler.Step again = seeAs(3, harmed, 9);
        assertThat(again.line()).isEmpty();
        assertThat(seeAs(2, again.state(), 1).state().standing()).isEqualTo(Standing.DIVERGENT);
        assertThat(seeAs(4, again.state(), 1).state().standing()).isEqualTo(Standing.VERIFIED);
    }

    @Test
    void vReadingsOfTwoRunsHaveNoOrder() {
        KeyState harmed = seeAs(5, version(KeyState.NEW, 10, 1), 9).state();
        Snapshot ofAnotherRun = new Snapshot(2_000, 78, 1, 2);
        assertThat(RECONCILER
                        .onSample(harmed, sample(1, 11, 11), ofAnotherRun, Trust.FULL, 0)
                        .state()
                        .standing())
                .isEqualTo(Standing.VERIFIED);
    }

    @Test
    void bindingReopensAVerifiedKeyWithANewerVersion() {
        KeyState pending = version(KeyState.NEW, 10, 1);
        assertThat(pending.standing()).isEqualTo(Standing.PENDING);
        KeyState verified = see(pending, 1, 11, 11).state();
        assertThat(verified.standing()).isEqualTo(Standing.VERIFIED);
        assertThat(version(verified, 20, 2).standing()).isEqualTo(Standing.PENDING);
        assertThat(version(verified, 20, 1).standing()).isEqualTo(Standing.VERIFIED);
    }

    @Test
    void bindingDoesNotLetAVersionVerifyWhatAnObserverReadBefore() {
        KeyState judged = see(version(KeyState.NEW, 10, 1), 2, 11, 11).state();
        assertThat(version(judged, 20, 2).standing()).isEqualTo(Standing.DIVERGENT);
    }

    @Test
    void bindingKeepsWhatLiesBetweenTheVerifiedVersionAndOneThatRepeatsItBehindAGap() {
        KeyState verified = see(version(KeyState.NEW, 10, 1), 1, 11, 11).state();
        KeyState repeated = version(verified, 50, 1, 40);
        assertThat(see(repeated, 9, 30, 30).state().standing()).isNotEqualTo(Standing.VERIFIED);
    }

    /** A delete may have been compacted away unread, and somebody may have written the old row again. */
    @Test
    void completenessDoubtsAVerifiedKeyThatLooksRightBehindAGap() {
        KeyState verified = see(version(KeyState.NEW, 10, 1), 1, 11, 11).state();
        KeyState doubted = see(verified, 1, 50, 50, new Trust(0, 40)).state();
        assertThat(doubted.standing()).isEqualTo(Standing.PENDING);
        assertThat(see(doubted, 1, 60, 60).state().standing()).isEqualTo(Standing.VERIFIED);
    }

    /** The target may have missed what lies hidden between them, and hold the first still. */
    @Test
    void bindingReopensAVerifiedKeyWithAVersionThatRepeatsItBehindAGap() {
        KeyState verified = see(version(KeyState.NEW, 10, 1), 1, 11, 11).state();
        KeyState repeated = version(verified, 50, 1, 40);
        assertThat(repeated.standing()).isEqualTo(Standing.PENDING);
        assertThat(see(repeated, 1, 30, 30).state().standing()).isEqualTo(Standing.PENDING);
        assertThat(see(repeated, 1, 51, 51).state().standing()).isEqualTo(Standing.VERIFIED);
    }

    @Test
    void completenessReopensAVerifiedKeyThatLooksDifferentWhereAVersionMayBeHidden() {
        KeyState verified = see(version(KeyState.NEW, 10, 1), 1, 11, 11).state();
        assertThat(see(verified, 9, 30, 30, new Trust(0, 40)).state().standing())
                .isEqualTo(Standing.PENDING);
    }

    @Test
    void completenessDoesNotTakeAKeyNobodyHasLookedAtForVerified() {
        KeyState deleted = version(version(KeyState.NEW, 10, 1), 20, 0);
        assertThat(see(deleted, 9, 15, 15).state().standing()).isEqualTo(Standing.HOT);
    }

    @Test
    void soundnessIgnoresWhatWasReadBeforeTheVersionThatIsVerified() {
        KeyState verified =
                see(version(version(KeyState.NEW, 10, 1), 20, 2), 2, 21, 21).state();
        Reconciler.Step late = see(verified, 1, 11, 11);
        assertThat(late.changed()).isFalse();
    }

    @Test
    void restartIgnoresAVersionThatIsReadAgainButNotANewOneWithAnOldContent() {
        KeyState state = version(version(KeyState.NEW, 10, 1), 20, 2);
        assertThat(version(state, 10, 1)).isSameAs(state);
        assertThat(version(state, 20, 2)).isSameAs(state);
        assertThat(version(state, 30, 1).evidence().versions()).hasSize(3);
    }

    @Test
    void restartDoesNotRepeatALineForAnObservationThatIsReadAgain() {
        KeyState state = see(version(KeyState.NEW, 10, 5), 9, 11, 11).state();
        state = version(version(version(state, 20, 6), 30, 0), 40, 0);
        Reconciler.Step judged = see(state, 5, 41, 41);
        assertThat(judged.line().orElseThrow().kind()).contains(Kind.RESURRECTED);
        Reconciler.Step again = see(judged.state(), 5, 41, 41);
        assertThat(again.line()).isEmpty();
        assertThat(again.state()).isEqualTo(judged.state());
    }

    @Test
    void livenessReportsADivergenceOnceAndItsEndOnce() {
        Reconciler.Step judged = see(version(KeyState.NEW, 10, 1), 0, 11, 11);
        assertThat(judged.line()).hasValueSatisfying(verdict -> {
            assertThat(verdict.kind()).contains(Kind.MISSING);
            assertThat(verdict.open()).isTrue();
            assertThat(verdict.window()).isEqualTo(new Window(11, 11));
        });
        assertThat(judged.state().standing()).isEqualTo(Standing.DIVERGENT);
        Reconciler.Step resolved = see(judged.state(), 1, 12, 12);
        assertThat(resolved.state().standing()).isEqualTo(Standing.VERIFIED);
        assertThat(resolved.line()).hasValueSatisfying(verdict -> {
            assertThat(verdict.open()).isFalse();
            assertThat(verdict.kind()).contains(Kind.MISSING);
        });
        assertThat(see(resolved.state(), 1, 13, 13).line()).isEmpty();
    }

    @Test
    void livenessCountsAKeyThatChangesTooFastAsHotUntilItIsSeenLater() {
        KeyState state = KeyState.NEW;
        for (int i = 1; i <= 12; i++) {
            state = version(state, i * 10L, i);
        }
        KeyState hot = see(state, 99, 11, 11).state();
        assertThat(hot.standing()).isEqualTo(Standing.HOT);
        assertThat(see(hot, 99, 121, 121).state().standing()).isEqualTo(Standing.DIVERGENT);
    }

    @Test
    void livenessKeepsAVerdictWhileNothingCanBeSaid() {
        KeyState judged = see(version(KeyState.NEW, 10, 1), 9, 11, 11).state();
        Reconciler.Step hidden = see(version(judged, 20, 2), 9, 30, 30, new Trust(0, 40));
        assertThat(hidden.state().standing()).isEqualTo(Standing.DIVERGENT);
        assertThat(hidden.line()).isEmpty();
    }

    @Test
    void unknownIsSaidWithItsReasonAndEnds() {
        Reconciler.Step unknown = see(version(KeyState.NEW, 10, 1), -1, 11, 11);
        assertThat(unknown.state().standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(unknown.line().orElseThrow().reason()).contains("target-test");
        assertThat(see(unknown.state(), 1, 12, 12).line().orElseThrow().open()).isFalse();
    }

    private static KeyState captured(KeyState state, int value, long sequence, long openEpoch) {
        Change change = new Change(image(value), sequence, new Position("target.t", 0, sequence, 2_000 + sequence));
        return RECONCILER.onChange(state, change, openEpoch).state();
    }

    private static Round round(long id, long watermark, long lo, long hi) {
        return new Round(id, watermark, Map.of("source.t", List.of(lo)), Map.of("source.t", List.of(hi)), 70_000);
    }

    @Test
    void aCaptureMayMeetItsVersionInEitherOrder() {
        KeyState first =
                RECONCILER.onVersion(KeyState.NEW, HOME, 10, image(1), 0, 0, 5).state();
        assertThat(first.epoch()).isEqualTo(5);
        assertThat(captured(first, 1, 0, 5).standing()).isEqualTo(Standing.VERIFIED);
        KeyState seen = captured(KeyState.NEW, 1, 0, 5);
        assertThat(seen.standing()).isEqualTo(Standing.PENDING);
        assertThat(RECONCILER
                        .onVersion(seen, HOME, 10, image(1), 0, 0, 5)
                        .state()
                        .standing())
                .isEqualTo(Standing.VERIFIED);
    }

    @Test
    void soundnessARoundWaitsForAKeyThatChangedAfterItsWatermark() {
        KeyState wrong = captured(
                RECONCILER.onVersion(KeyState.NEW, HOME, 10, image(1), 0, 0, 6).state(), 9, 3, 6);
        Reconciler.Step early = RECONCILER.onRound(wrong, round(7, 3, 11, 11), Trust.FULL, 8);
        assertThat(early.line()).isEmpty();
        assertThat(early.state().epoch()).isEqualTo(8);
        Reconciler.Step late = RECONCILER.onRound(wrong, round(7, 4, 11, 11), Trust.FULL, 8);
        assertThat(late.line().orElseThrow().kind()).contains(Kind.DIFFERENT);
        assertThat(late.state().listed()).isFalse();
    }

    @Test
    void livenessARoundThatMetAnUnreadableVersionLeavesTheKeyToTheNext() {
        KeyState unreadable = RECONCILER
                .onVersion(captured(KeyState.NEW, 9, 0, 6), HOME, 10, image(-1), 0, 0, 6)
                .state();
        KeyState state =
                RECONCILER.onVersion(unreadable, HOME, 20, image(1), 0, 0, 6).state();
        Reconciler.Step unknown = RECONCILER.onRound(state, round(7, 4, 11, 21), Trust.FULL, 8);
        assertThat(unknown.state().standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(unknown.state().epoch()).isEqualTo(8);
        Reconciler.Step judged = RECONCILER.onRound(unknown.state(), round(9, 4, 21, 21), Trust.FULL, 10);
        assertThat(judged.state().standing()).isEqualTo(Standing.DIVERGENT);
        assertThat(judged.state().listed()).isFalse();
    }

    @Test
    void aRoundIsCompleteWhicheverMarkerComesLast() {
        Map<String, List<Long>> lo = Map.of("source.t", List.of(3L));
        Map<String, List<Long>> hi = Map.of("source.t", List.of(5L));
        Round expected = new Round(7, 4, lo, hi, 9);
        assertThat(Marks.NONE.base(7).water(7, 4).close(7, lo, hi, 9).due()).contains(expected);
        assertThat(Marks.NONE.water(7, 4).base(7).close(7, lo, hi, 9).due()).contains(expected);
        assertThat(Marks.NONE.base(7).close(7, lo, hi, 9).water(7, 4).due()).contains(expected);
        assertThat(Marks.NONE.base(6).water(7, 4).close(6, lo, hi, 9).due()).isEmpty();
    }

    @Test
    void restartIgnoresMarkersThatWereReadBefore() {
        Marks swept =
                Marks.NONE.base(7).water(7, 4).close(7, Map.of(), Map.of(), 5).afterSweep();
        assertThat(swept.due()).isEmpty();
        assertThat(swept.base(7).water(7, 99).close(7, Map.of(), Map.of(), 99)).isEqualTo(swept);
        assertThat(swept.base(6)).isEqualTo(swept);
    }
}
