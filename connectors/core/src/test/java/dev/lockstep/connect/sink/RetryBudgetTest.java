/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final MutableClock clock = new MutableClock();

    @Test
    void doublesTheDelayUpToAMinute() {
        RetryBudget budget = new RetryBudget(Duration.ofHours(1), Duration.ofSeconds(10), clock, () -> 0);
        assertThat(budget.nextDelay()).contains(Duration.ofSeconds(10));
        assertThat(budget.nextDelay()).contains(Duration.ofSeconds(20));
        assertThat(budget.nextDelay()).contains(Duration.ofSeconds(40));
        assertThat(budget.nextDelay()).contains(Duration.ofSeconds(60));
        assertThat(budget.nextDelay()).contains(Duration.ofSeconds(60));
    }

    @Test
    void cutsADelayByHalfAtMost() {
        RetryBudget budget = new RetryBudget(Duration.ofHours(1), Duration.ofMillis(500), clock, () -> 0.999);
        assertThat(budget.nextDelay()).contains(Duration.ofMillis(251));
    }

    @Test
    void givesUpWhenTheTimeIsOverAndStartsAfreshAfterASuccess() {
        RetryBudget budget = new RetryBudget(Duration.ofSeconds(5), Duration.ofSeconds(1), clock, () -> 0);
        assertThat(budget.nextDelay()).isPresent();
        clock.advance(Duration.ofMillis(4_999));
        assertThat(budget.nextDelay()).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(budget.nextDelay()).isEmpty();
        budget.reset();
        assertThat(budget.nextDelay()).contains(Duration.ofSeconds(1));
    }

    @Test
    void neverTriesAgainWhenToldSo() {
        assertThat(new RetryBudget(Duration.ZERO, Duration.ofSeconds(1), clock, () -> 0).nextDelay())
                .isEmpty();
    }
}
