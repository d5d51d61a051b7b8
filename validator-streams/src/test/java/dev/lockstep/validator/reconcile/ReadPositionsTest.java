/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadPositionsTest {
    private static Map<String, List<Long>> at(long... offsets) {
        return Map.of("source.t", Arrays.stream(offsets).boxed().toList());
    }

    @Test
    void positionsOnlyGrow() {
        ReadPositions read = new ReadPositions();
        read.advance(at(5), at(9));
        read.advance(at(3, 2), at(9, 2));
        assertThat(read.at(HOME)).isEqualTo(5);
        assertThat(read.at(new Home("source.t", 1))).isEqualTo(2);
    }

    @Test
    void soundnessAGapIsOverOnceWhatThenWasTheEndHasBeenRead() {
        ReadPositions read = new ReadPositions();
        assertThat(read.metGap(HOME, 40)).isTrue();
        read.advance(at(39), at(100));
        read.advance(at(41), at(100));
        assertThat(read.trust(HOME).gapEnd()).isEqualTo(40);
        read.advance(at(99), at(200));
        assertThat(read.trust(HOME).gapEnd()).isEqualTo(40);
        read.advance(at(100), at(200));
        assertThat(read.trust(HOME)).isEqualTo(Trust.FULL);
    }

    @Test
    void restartKeepsAGapThatReadingHasPassedAlready() {
        ReadPositions read = new ReadPositions();
        read.metGap(HOME, 40);
        read.advance(at(60), at(100));

        ReadPositions restarted = new ReadPositions();
        restarted.advance(read.consumed(), Map.of());
        read.gaps().forEach(restarted::gapBefore);
        assertThat(restarted.trust(HOME).gapEnd()).isEqualTo(40);
        restarted.advance(at(60), at(100));
        assertThat(restarted.trust(HOME).gapEnd()).isEqualTo(40);
        restarted.advance(at(100), at(100));
        assertThat(restarted.trust(HOME)).isEqualTo(Trust.FULL);
    }

    /** A mark of before the gap, read again after a crash, did not ask for the end that counts. */
    @Test
    void restartDoesNotTakeAnOlderMarkForOneThatHasAskedAfterTheGap() {
        ReadPositions restarted = new ReadPositions();
        restarted.advance(at(60), Map.of());
        restarted.gapBefore(HOME, 40);
        restarted.advance(at(10), at(30));
        assertThat(restarted.trust(HOME).gapEnd()).isEqualTo(40);
        restarted.advance(at(60), at(60));
        assertThat(restarted.trust(HOME)).isEqualTo(Trust.FULL);
    }

    @Test
    void aGapBelowWhatHasBeenReadIsNone() {
        ReadPositions read = new ReadPositions();
        read.advance(at(60), at(60));
        assertThat(read.metGap(HOME, 40)).isFalse();
        assertThat(read.trust(HOME)).isEqualTo(Trust.FULL);
    }

    @Test
    void unknownIsOfAKeyWithoutVersionsWhatAnyPartitionLacks() {
        ReadPositions read = new ReadPositions();
        read.removed(new Home("source.t", 1), 7);
        read.removed(new Home("other.t", 0), 9);
        assertThat(read.trust("source.t").removedBelow()).isEqualTo(7);
        assertThat(read.trust(HOME)).isEqualTo(Trust.FULL);
    }
}
