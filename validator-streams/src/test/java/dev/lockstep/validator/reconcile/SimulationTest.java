/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The reconciler in worlds that chance has made: S, C, B, L, R and U hold whatever movers, observers, logs and crashes do.
 * {@link Truth} says what is checked. Another seed each time; {@code -Dsimulation.seed} plays one again.
 */
class SimulationTest {
    private static final long EVENTS = Long.getLong("simulation.events", 10_000_000);
    private static final long SEED = Long.getLong("simulation.seed", System.nanoTime() >>> 8);

    @Test
    void nothingItSaysIsWrongAndNothingWrongStaysUnsaid() {
        long start = System.nanoTime();
        Simulator.Count count = new Simulator(Decider::decide).run(SEED, EVENTS);
        System.out.println("Simulation from seed " + SEED + ": " + count + " in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(count.events()).isGreaterThanOrEqualTo(EVENTS);
        assertThat(count.lines()).isGreaterThan(EVENTS / 1_000);
        assertThat(count.verified()).isGreaterThan(EVENTS / 1_000);
    }

    @Test
    void aRunCanBePlayedAgain() {
        assertThat(story(SEED)).isEqualTo(story(SEED));
    }

    @Test
    void aFailureIsToldWithWhatItNeedsAndNoMore() {
        Simulator careless = new Simulator(BrokenJudges.LATEST_ONLY);
        String failure = careless.firstFailure(1, 1_000_000).orElseThrow();
        assertThat(failure).contains("(S)");
        long seed = Long.parseLong(failure.replaceAll("(?s).*seed (\\d+):.*", "$1"));
        Shrinker shrinker = new Shrinker(seed, BrokenJudges.LATEST_ONLY);
        int[] all = Simulator.operations(seed);
        int[] least = shrinker.shrink(all);
        assertThat(least.length).isLessThan(all.length);
        Optional<String> told = shrinker.failure(least, true);
        assertThat(told).hasValueSatisfying(story -> assertThat(story).contains("source:", "mover:", "validator:"));
    }

    private static String story(long seed) {
        Simulation simulation = new Simulation(seed, Decider::decide, true);
        simulation.play(Simulator.operations(seed));
        return simulation.story();
    }
}
