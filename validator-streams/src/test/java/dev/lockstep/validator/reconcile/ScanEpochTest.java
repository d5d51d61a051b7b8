/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanEpochTest {
    private static Bounds bounds(long lo, long hi) {
        return new Bounds(List.of(lo), List.of(hi));
    }

    private static LaneEnd end(int epoch, int lane, int lanes, Bounds bounds, Aggregate... aggregates) {
        return new LaneEnd("source.t", new Scan(epoch, lane, lanes), bounds, 4, List.of(aggregates));
    }

    @Test
    void completenessAScanSpansAllOfItsLanes() {
        ScanEpoch one = ScanEpoch.NONE.with(end(3, 1, 2, bounds(20, 25)), 7);
        assertThat(one.complete()).isFalse();
        ScanEpoch both = one.with(end(3, 0, 2, bounds(10, 15)), 5);
        assertThat(both.complete()).isTrue();
        assertThat(both.window(Rows.HOME)).isEqualTo(new Window(10, 25));
        assertThat(both.rows()).isEqualTo(8);
        assertThat(both.at()).isEqualTo(7);
    }

    @Test
    void restartALaneThatEndedBeforeOrBelongsToAnOlderScanChangesNothing() {
        ScanEpoch one = ScanEpoch.NONE.with(end(3, 1, 2, bounds(20, 25)), 7);
        assertThat(one.with(end(3, 1, 2, bounds(1, 99)), 8)).isSameAs(one);
        assertThat(one.with(end(2, 0, 2, bounds(1, 99)), 8)).isSameAs(one);
    }

    @Test
    void aPartitionTheScanDidNotKnowHadNothingInIt() {
        ScanEpoch one = ScanEpoch.NONE.with(end(3, 0, 1, bounds(20, 25)), 7);
        assertThat(one.window(new Home("source.t", 4))).isEqualTo(new Window(0, 0));
    }

    /** One lane went on after a restart with other columns: what it came to in these is not known. */
    @Test
    void soundnessOnlyColumnsThatAllLanesHaveAddedUpAreKnown() {
        Aggregate total = Aggregate.none("total").with(Optional.of(new BigDecimal(7)));
        Aggregate tax = Aggregate.none("tax").with(Optional.of(new BigDecimal(1)));
        ScanEpoch both = ScanEpoch.NONE
                .with(end(3, 0, 2, bounds(1, 2), tax, total), 7)
                .with(end(3, 1, 2, bounds(1, 2), total), 7);
        assertThat(both.aggregates()).containsExactly(total.plus(total));
    }
}
