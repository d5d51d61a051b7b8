/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Invariants C and D of lanes, and the text that becomes a condition. */
class LanesTest {
    private static List<Lane> lanes(long from, long to, long wanted) {
        return Strides.between(from, to, wanted, Lane.Blocks::new);
    }

    @Test
    void leavesNoGapAndNoOverlapEvenOverTheWholeRangeOfNumbers() {
        List<Lane> lanes = lanes(Long.MIN_VALUE, Long.MAX_VALUE, 3);
        OptionalLong end = OptionalLong.empty();
        for (Lane lane : lanes) {
            Lane.Blocks blocks = (Lane.Blocks) lane;
            assertThat(blocks.from()).isEqualTo(end);
            end = blocks.to();
        }
        assertThat(lanes).hasSize(3);
        assertThat(end).isEmpty();
    }

    @Test
    void makesNoMoreLanesThanThereAreValues() {
        assertThat(lanes(5, 7, 10)).hasSize(2);
        assertThat(lanes(5, 5, 10)).containsExactly(new Lane.Whole());
        assertThat(lanes(0, 100, 0)).containsExactly(new Lane.Whole());
    }

    @Test
    void boundsAreClosedBelowAndOpenAbove() {
        Lane.KeyRange range = new Lane.KeyRange("id", OptionalLong.of(-5), OptionalLong.of(7));
        assertThat(Strides.where(range, name -> "`" + name + "`")).isEqualTo(" WHERE `id` >= -5 AND `id` < 7");
    }
}
