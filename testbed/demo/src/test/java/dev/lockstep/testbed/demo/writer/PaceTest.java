/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void waitsLongerAfterLargerTransactions() {
        Pace pace = new Pace(100, 0);
        assertThat(pace.written(1, 0)).isEqualTo(Duration.ofMillis(10));
        assertThat(pace.written(8, 10_000_000)).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void catchesUpWithoutWaitingWhenLittleBehind() {
        Pace pace = new Pace(100, 0);
        assertThat(pace.written(10, 500_000_000)).isZero();
        assertThat(pace.written(10, 500_000_000)).isZero();
        assertThat(pace.written(40, 500_000_000)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void forgetsMostOfALongStall() {
        Pace pace = new Pace(100, 0);
        assertThat(pace.written(1, 60_000_000_000L)).isZero();
        assertThat(pace.written(100, 60_000_000_000L)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void refusesARateOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0, 0)).withMessageContaining("at least 1");
    }
}
