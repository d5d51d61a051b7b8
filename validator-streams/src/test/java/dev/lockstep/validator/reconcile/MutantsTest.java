/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator notices when the decision is wrong, whatever is wrong with it. */
class MutantsTest {
    private static final long FIRST_SEED = 1;
    private static final long EVENTS = 2_000_000;

    @ParameterizedTest
    @EnumSource
    void aDecisionThatIsWrongInOnePointIsCaught(BrokenJudges broken) {
        assertThat(new Simulator(broken).firstFailure(FIRST_SEED, EVENTS)).isPresent();
    }

    @Test
    void theRightDecisionIsNotCaughtOnTheSameSeeds() {
        assertThat(new Simulator(Decider::decide).firstFailure(FIRST_SEED, EVENTS))
                .isEmpty();
    }
}
