/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReconcilerProperties {
    private static final int KEYS = 5;

    @Property(tries = 300)
    void soundnessAFaithfulMoverIsNeverCalledDivergent(@ForAll long seed) {
        SimulatedFlow flow = new SimulatedFlow(seed, KEYS);
        for (int i = 0; i < 3_000; i++) {
            flow.step(true);
        }
        flow.settle(1);
        assertThat(flow.lines).isEmpty();
        assertThat(flow.completeRounds).isGreaterThan(1);
    }

    @Property(tries = 150)
    void livenessEveryKeyIsVerifiedOnceWritesStop(@ForAll long seed) {
        SimulatedFlow flow = new SimulatedFlow(seed, KEYS);
        for (int i = 0; i < 500; i++) {
            flow.step(true);
        }
        flow.settle(2);
        assertThat(flow.states.values()).allMatch(state -> state.standing() == Standing.VERIFIED && !state.listed());
    }

    @Property(tries = 300)
    void completenessAHarmThatLastsIsFoundByTheNextCompleteRound(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int harmed,
            @ForAll @IntRange(min = 0, max = 9) int to) {
        SimulatedFlow flow = new SimulatedFlow(seed, KEYS);
        for (int i = 0; i < 500; i++) {
            flow.step(true);
        }
        flow.settle(1);
        int healthy = flow.targetValue(harmed);
        if (to == healthy) {
            return;
        }
        Optional<Version> expected = flow.state(harmed).evidence().latest();
        flow.harmTarget(harmed, to);
        flow.settle(1);
        assertThat(flow.lines).hasSize(1);
        Verdict verdict = flow.lines.get(0);
        assertThat(verdict.source()).isEqualTo(expected);
        if (healthy == 0) {
            assertThat(verdict.kind().orElseThrow()).isIn(Kind.UNEXPECTED, Kind.RESURRECTED);
        } else if (to == 0) {
            assertThat(verdict.kind()).contains(Kind.MISSING);
        } else {
            assertThat(verdict.kind().orElseThrow()).isIn(Kind.STALE, Kind.DIFFERENT);
        }
        flow.harmTarget(harmed, healthy);
        flow.settle(1);
        assertThat(flow.lines).hasSize(2);
        assertThat(flow.lines.get(1).open()).isFalse();
        assertThat(flow.convergedTo(harmed, Rows.content(healthy))).isTrue();
    }

    @Property(tries = 100)
    void sumsKeptByAddingEqualARecount(@ForAll long seed) {
        SimulatedFlow flow = new SimulatedFlow(seed, KEYS);
        for (int i = 0; i < 400; i++) {
            flow.step(true);
            if (i % 100 == 0) {
                flow.harmTarget(i / 100, i);
            }
        }
        Sums kept = flow.sums();
        Sums counted = flow.recount();
        for (Side side : Side.values()) {
            assertThat(kept.rows(side)).isEqualTo(counted.rows(side));
            assertThat(kept.fingerprint(side)).isEqualTo(counted.fingerprint(side));
            assertThat(kept.reached(side)).isEqualTo(counted.reached(side));
        }
        assertThat(kept.verified()).isEqualTo(counted.verified());
        assertThat(kept.pending()).isEqualTo(counted.pending());
        assertThat(kept.divergent()).isEqualTo(counted.divergent());
    }
}
