/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.HOME;
import static dev.lockstep.validator.reconcile.Rows.image;
import static dev.lockstep.validator.reconcile.Rows.sample;
import static dev.lockstep.validator.reconcile.Rows.versions;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Versions stand at offsets 10, 20, 30 …; 0 is absence. */
class DeciderTest {
    private static final Decision VERIFIED = new Decision.Verified();
    private static final Decision LAGGING = new Decision.Pending(Decision.Wait.LAGGING);
    private static final Decision HOT = new Decision.Pending(Decision.Wait.HOT);
    private static final Decision GAP = new Decision.Pending(Decision.Wait.GAP);

    private static Decision decide(Evidence versions, int seen, long lo, long hi, Trust trust) {
        return Decider.decide(versions.with(sample(seen, lo, hi)), new Window(lo, hi), trust);
    }

    private static Decision decide(Evidence versions, int seen, long lo, long hi) {
        return decide(versions, seen, lo, hi, Trust.FULL);
    }

    private static Decision divergent(Kind kind) {
        return new Decision.Divergent(kind);
    }

    private static Evidence afterGap(int first, int second) {
        return versions(first).with(HOME, new Version(50, 50, image(second), true));
    }

    @Test
    void completenessNamesARowThatNeverArrived() {
        assertThat(decide(versions(1), 0, 11, 11)).isEqualTo(divergent(Kind.MISSING));
    }

    @Test
    void completenessNamesARowNobodySent() {
        assertThat(decide(versions(), 9, 0, 0)).isEqualTo(divergent(Kind.UNEXPECTED));
        assertThat(decide(versions(1, 0), 9, 21, 21)).isEqualTo(divergent(Kind.UNEXPECTED));
        assertThat(decide(versions(1), 1, 5, 10)).isEqualTo(divergent(Kind.UNEXPECTED));
    }

    @Test
    void completenessNamesAContentTheSourceNeverHad() {
        assertThat(decide(versions(1, 2), 9, 21, 21)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void completenessNamesAnOlderContent() {
        assertThat(decide(versions(1, 2), 1, 21, 21)).isEqualTo(divergent(Kind.STALE));
        assertThat(decide(versions(1, 2).passed(21), 1, 21, 21)).isEqualTo(divergent(Kind.STALE));
    }

    @Test
    void completenessNamesADeleteThatWasLostOrUndone() {
        assertThat(decide(versions(1, 0), 1, 21, 21)).isEqualTo(divergent(Kind.RESURRECTED));
    }

    @Test
    void completenessCallsContentStaleOnlyOnceTheSourceHadIt() {
        assertThat(decide(versions(1, 2), 2, 11, 11)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessLetsTheTargetHoldWhatWasCurrentAtTheLowerBound() {
        assertThat(decide(versions(1, 2), 1, 11, 21)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 2), 1, 20, 21)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 2), 0, 10, 11)).isEqualTo(LAGGING);
    }

    @Test
    void soundnessLetsTheTargetHoldAnyVersionBetweenTheBounds() {
        assertThat(decide(versions(1, 2, 3, 4), 2, 11, 31)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 2, 3, 4), 3, 11, 31)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 2, 3, 4), 4, 11, 40)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessTakesAContentThatComesBackForAVersion() {
        assertThat(decide(versions(1, 2, 1), 2, 21, 31)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 2, 1), 2, 31, 31)).isEqualTo(divergent(Kind.STALE));
    }

    @Test
    void soundnessDoesNotJudgeByAHistoryThatIsTooShort() {
        assertThat(decide(versions(1, 2, 3).passed(31), 9, 11, 11)).isEqualTo(HOT);
        assertThat(decide(versions(1, 2, 3, 4, 5, 6, 7, 8, 9), 19, 11, 11)).isEqualTo(HOT);
        assertThat(decide(versions(1, 2, 3, 4, 5, 6, 7, 8, 9), 19, 31, 31)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessDoesNotJudgeBesideAVersionAfterAGap() {
        assertThat(decide(afterGap(1, 3), 2, 30, 30)).isEqualTo(GAP);
        assertThat(decide(afterGap(1, 3), 2, 51, 51)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessDoesNotJudgeBelowAGapThatIsStillOpen() {
        assertThat(decide(versions(1), 2, 30, 30, new Trust(0, 25))).isEqualTo(GAP);
        assertThat(decide(versions(), 2, 0, 0, new Trust(0, 25))).isEqualTo(GAP);
        assertThat(decide(versions(1), 2, 30, 30, new Trust(0, 11))).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessKnowsNothingOfWhatRetentionRemovedUnread() {
        Trust trust = new Trust(25, 0);
        assertThat(decide(versions(), 2, 0, 0, trust)).isEqualTo(new Decision.Unknown("partial-baseline"));
        assertThat(decide(versions(1), 2, 30, 30, trust)).isEqualTo(new Decision.Unknown("partial-baseline"));
        assertThat(decide(versions(1, 2, 3), 2, 28, 28, trust)).isEqualTo(GAP);
        assertThat(decide(versions(1, 2, 3), 2, 31, 31, trust)).isEqualTo(divergent(Kind.STALE));
    }

    @Test
    void soundnessDoesNotBridgeWhatRetentionRemovedByARepeatedContent() {
        Evidence repeated = versions(1).with(HOME, Version.at(30, image(1)));
        Trust trust = new Trust(25, 0);
        assertThat(decide(repeated, 2, 20, 20, trust)).isNotInstanceOf(Decision.Divergent.class);
        assertThat(decide(repeated, 1, 20, 20, trust)).isNotEqualTo(VERIFIED);
        assertThat(decide(repeated, 1, 31, 31, trust)).isEqualTo(VERIFIED);
    }

    @Test
    void bindingVerifiesTheLatestVersionOnly() {
        assertThat(decide(versions(1, 2), 2, 21, 21)).isEqualTo(VERIFIED);
        assertThat(decide(versions(1, 2), 1, 11, 11)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 0), 0, 21, 21)).isEqualTo(VERIFIED);
        assertThat(decide(versions(), 0, 0, 0)).isEqualTo(VERIFIED);
    }

    @Test
    void bindingVerifiesOnlyWhatWasSurelyThere() {
        assertThat(decide(versions(1, 2), 2, 11, 21)).isEqualTo(LAGGING);
        assertThat(decide(versions(1, 2, 1), 1, 11, 31)).isEqualTo(LAGGING);
        assertThat(decide(versions(1), 1, 10, 11)).isEqualTo(LAGGING);
        assertThat(decide(versions(2, 0), 0, 11, 21)).isEqualTo(LAGGING);
    }

    @Test
    void bindingDoesNotVerifyWhereAVersionMayBeHidden() {
        assertThat(decide(versions(1), 1, 30, 30, new Trust(0, 25))).isEqualTo(GAP);
        assertThat(decide(afterGap(1, 1), 1, 30, 51)).isEqualTo(GAP);
        assertThat(decide(afterGap(1, 1), 1, 51, 51)).isEqualTo(VERIFIED);
    }

    @Test
    void unknownContentsAreNeitherSameNorDifferent() {
        assertThat(decide(versions(-1), 1, 11, 11)).isEqualTo(new Decision.Unknown("source-test"));
        assertThat(decide(versions(1), -1, 11, 11)).isEqualTo(new Decision.Unknown("target-test"));
        assertThat(decide(versions(-1), -1, 11, 11)).isInstanceOf(Decision.Unknown.class);
        assertThat(decide(versions(-1), 0, 11, 11)).isEqualTo(new Decision.Unknown("source-test"));
        assertThat(decide(versions(1, -1, 3), 9, 11, 31)).isEqualTo(new Decision.Unknown("source-test"));
    }

    @Test
    void unknownIsWhatWasDigestedUnderAnotherContract() {
        Observation other = new Observation.Sample(image(1, Rows.OTHER_CONTRACT), new Window(11, 11), 0);
        assertThat(Decider.decide(versions(1).with(other), new Window(11, 11), Trust.FULL))
                .isEqualTo(new Decision.Unknown("contract-mismatch: source xxh3-128/exact, target xxh3-128/p7"));
    }

    @Test
    void unknownIsAKeyWhoseVersionsStandInTwoPartitions() {
        Evidence lost = versions(1).with(new Home("source.t", 1), Version.at(5, image(2)));
        assertThat(decide(lost, 2, 6, 6)).isEqualTo(new Decision.Unknown("order-lost"));
    }

    @Test
    void livenessARepeatedContentMovesTheEndOfItsVersionOnly() {
        Evidence evidence = versions(1).with(HOME, Version.at(42, image(1)));
        assertThat(evidence.versions()).containsExactly(new Version(10, 42, image(1), false));
        assertThat(decide(evidence, 1, 20, 30)).isEqualTo(VERIFIED);
    }
}
