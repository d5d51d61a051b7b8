/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.validator.reconcile.Window;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static List<Measure> value(int value) {
        return List.of(new Measure.Amount(BigDecimal.valueOf(value)));
    }

    @Test
    void rAVersionThatWasReadBeforeChangesNothing() {
        History history = History.NONE.with(3, 0, value(1)).with(5, 0, value(2));
        assertThat(history.with(3, 0, value(1))).isEqualTo(history);
        assertThat(history.with(5, 0, value(2))).isEqualTo(history);
    }

    @Test
    void versionsThatHoldTheSameTakeOnePlace() {
        History history = History.NONE;
        for (int offset = 0; offset < 100; offset++) {
            history = history.with(offset, 0, value(7));
        }
        assertThat(history.entries()).hasSize(1);
        assertThat(history.truncated()).isFalse();
    }

    @Test
    void ofMoreChangesThanAreKeptNobodyCanSayUntilAScanBeginsBehindThem() {
        History history = History.NONE;
        for (int offset = 0; offset <= History.KEPT; offset++) {
            history = history.with(offset, 0, value(offset));
        }
        assertThat(history.between(new Window(1, 9))).isEmpty();
        assertThat(history.between(new Window(2, 9))).isPresent();
    }

    @Test
    void aVersionThatWasCompactedAwayMayHaveBeenMet() {
        History history = History.NONE.with(3, 0, value(1)).with(9, 7, value(1));
        assertThat(history.between(new Window(5, 5))).isEmpty();
        assertThat(history.between(new Window(10, 10))).isPresent();
    }

    /** What it may have met then has been forgotten. */
    @Test
    void ofAScanThatBeginsBeforeTheLastOneNobodyCanSay() {
        History history = History.NONE.with(3, 0, value(1)).with(9, 0, value(2)).passed(10);
        assertThat(history.entries()).hasSize(1);
        assertThat(history.between(new Window(10, 10))).isPresent();
        assertThat(history.between(new Window(5, 10))).isEmpty();
    }
}
