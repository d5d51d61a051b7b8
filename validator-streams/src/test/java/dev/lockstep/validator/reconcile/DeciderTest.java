/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.evidence;
import static dev.lockstep.validator.reconcile.Rows.version;
import static dev.lockstep.validator.reconcile.Rows.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import org.junit.jupiter.api.Test;

class DeciderTest {
    /** Everything seen so far was there before the round. */
    private static final Barrier AFTER_ALL = new Barrier(1, 1_000, 1_000, 0);

    private static Decision decide(int[] versions, int... observations) {
        return Decider.decide(evidence(versions, observations), AFTER_ALL);
    }

    private static Decision divergent(Kind kind) {
        return new Decision.Divergent(kind);
    }

    private static Decision pending(Decision.Wait wait) {
        return new Decision.Pending(wait);
    }

    @Test
    void verifiesTheLatestVersionOnly() {
        assertThat(decide(versions(1, 2), 2)).isEqualTo(new Decision.Verified());
        assertThat(decide(versions(1, 0), 1, 0)).isEqualTo(new Decision.Verified());
        assertThat(decide(versions(1, 0))).isEqualTo(new Decision.Verified());
    }

    @Test
    void namesARowThatNeverArrived() {
        assertThat(decide(versions(1))).isEqualTo(divergent(Kind.MISSING));
    }

    @Test
    void namesARowThatWasDeletedBehindTheScenes() {
        assertThat(decide(versions(1), 1, 0)).isEqualTo(divergent(Kind.MISSING));
    }

    @Test
    void namesARowNobodySent() {
        assertThat(decide(versions(), 9)).isEqualTo(divergent(Kind.UNEXPECTED));
        assertThat(decide(versions(1, 0), 9)).isEqualTo(divergent(Kind.UNEXPECTED));
    }

    @Test
    void namesADeleteThatWasLostOrUndone() {
        assertThat(decide(versions(1, 0), 1)).isEqualTo(divergent(Kind.RESURRECTED));
        assertThat(decide(versions(1, 2, 0), 2, 0, 1)).isEqualTo(divergent(Kind.RESURRECTED));
    }

    @Test
    void namesAnOlderContent() {
        assertThat(decide(versions(1, 2), 1)).isEqualTo(divergent(Kind.STALE));
        assertThat(decide(versions(1, 2, 3), 3, 1)).isEqualTo(divergent(Kind.STALE));
    }

    @Test
    void namesAContentTheSourceNeverHad() {
        assertThat(decide(versions(1, 2), 9)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessLetsTheTargetHoldAnyVersionFromTheBaselineOn() {
        Barrier afterFirst = new Barrier(1, 15, 1_000, 0);
        assertThat(Decider.decide(evidence(versions(1, 2, 3), 1), afterFirst))
                .isEqualTo(pending(Decision.Wait.LAGGING));
        assertThat(Decider.decide(evidence(versions(1, 2, 3), 2), afterFirst))
                .isEqualTo(pending(Decision.Wait.LAGGING));
        Barrier beforeAll = new Barrier(1, 5, 1_000, 0);
        assertThat(Decider.decide(evidence(versions(1, 2)), beforeAll)).isEqualTo(pending(Decision.Wait.LAGGING));
    }

    @Test
    void soundnessWaitsWhenTheTargetChangedAfterTheWatermark() {
        assertThat(Decider.decide(evidence(versions(1), 9), new Barrier(1, 1_000, 10, 0)))
                .isEqualTo(pending(Decision.Wait.NEXT_ROUND));
        assertThat(Decider.decide(evidence(versions(1), 9), new Barrier(1, 1_000, 11, 0)))
                .isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void soundnessDoesNotJudgeWhenTheBaselineHasLeftTheKeptHistory() {
        int[] many = new int[Evidence.KEPT_VERSIONS + 2];
        for (int i = 0; i < many.length; i++) {
            many[i] = i + 1;
        }
        assertThat(Decider.decide(evidence(many, 99), new Barrier(1, 15, 1_000, 0)))
                .isEqualTo(pending(Decision.Wait.HOT));
        assertThat(Decider.decide(evidence(many, 99), AFTER_ALL)).isEqualTo(divergent(Kind.DIFFERENT));
    }

    @Test
    void aVersionThatComesBackIsAVersion() {
        Barrier beforeTheLast = new Barrier(1, 25, 1_000, 0);
        assertThat(Decider.decide(evidence(versions(1, 2, 1), 2), beforeTheLast))
                .isEqualTo(pending(Decision.Wait.LAGGING));
        assertThat(decide(versions(1, 2, 1), 2)).isEqualTo(divergent(Kind.STALE));
    }

    @Test
    void unknownContentsAreNeitherSameNorDifferent() {
        assertThat(decide(versions(-1), 1)).isEqualTo(new Decision.Unknown("source-test"));
        assertThat(decide(versions(1), -1)).isEqualTo(new Decision.Unknown("target-test"));
        assertThat(decide(versions(-1), -1)).isInstanceOf(Decision.Unknown.class);
        assertThat(Decider.decide(evidence(versions(1, -1, 3), 9), new Barrier(1, 15, 1_000, 0)))
                .isInstanceOf(Decision.Unknown.class);
    }

    @Test
    void digestsOfTwoContractsAreUnknownWithBothIds() {
        Content same = new Content.Present(new Digest128(1, 1));
        Evidence evidence = Evidence.NONE
                .with(new Version(1, new Position("s", 0, 0, 0), same, "xxh3-128/exact"))
                .with(new Observation(1, new Position("t", 0, 0, 0), same, "xxh3-128/p7"));
        assertThat(Decider.decide(evidence, AFTER_ALL))
                .isEqualTo(new Decision.Unknown("contract-mismatch: source xxh3-128/exact, target xxh3-128/p7"));
    }

    @Test
    void aKeyInTwoPartitionsHasNoOrder() {
        Evidence evidence = evidence(versions(1), 2)
                .with(new Version(20, new Position("source.t", 1, 5, 0), Rows.content(2), Rows.CONTRACT));
        assertThat(Decider.decide(evidence, AFTER_ALL)).isEqualTo(new Decision.Unknown("order-lost"));
    }

    @Test
    void aRepeatedContentMovesThePositionOnly() {
        Evidence evidence = evidence(versions(1), 1).with(version(99, 42, 1));
        Version latest = evidence.latest().orElseThrow();
        assertThat(latest.sequence()).isEqualTo(10);
        assertThat(latest.position().offset()).isEqualTo(42);
        assertThat(evidence.versions()).hasSize(1);
    }
}
