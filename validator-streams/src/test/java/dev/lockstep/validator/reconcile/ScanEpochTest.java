/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.observation.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanEpochTest {
    private static Bounds bounds(long lo, long hi) {
        return new Bounds(List.of(lo), List.of(hi));
    }

    @Test
    void completenessAScanSpansAllOfItsLanes() {
        ScanEpoch one = ScanEpoch.NONE.with(3, 1, 2, bounds(20, 25), 4, 7);
        assertThat(one.complete()).isFalse();
        ScanEpoch both = one.with(3, 0, 2, bounds(10, 15), 4, 5);
        assertThat(both.complete()).isTrue();
        assertThat(both.window(Rows.HOME)).isEqualTo(new Window(10, 25));
        assertThat(both.rows()).isEqualTo(8);
        assertThat(both.at()).isEqualTo(7);
    }

    @Test
    void restartALaneThatEndedBeforeOrBelongsToAnOlderScanChangesNothing() {
        ScanEpoch one = ScanEpoch.NONE.with(3, 1, 2, bounds(20, 25), 4, 7);
        assertThat(one.with(3, 1, 2, bounds(1, 99), 4, 8)).isSameAs(one);
        assertThat(one.with(2, 0, 2, bounds(1, 99), 4, 8)).isSameAs(one);
    }

    @Test
    void aPartitionTheScanDidNotKnowHadNothingInIt() {
        ScanEpoch one = ScanEpoch.NONE.with(3, 0, 1, bounds(20, 25), 4, 7);
        assertThat(one.window(new Home("source.t", 4))).isEqualTo(new Window(0, 0));
    }
}
