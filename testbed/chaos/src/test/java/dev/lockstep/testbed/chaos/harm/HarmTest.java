/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.harm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HarmTest {
    @ParameterizedTest
    @EnumSource(Harm.class)
    void keepsToItsOwnRowsAndOutOfTheWriters(Harm harm) {
        assertThat(harm.firstRow() + ChaosTables.ROWS).isLessThan(ChaosTables.BUSY);
        for (Harm other : Harm.values()) {
            if (other != harm) {
                assertThat(Math.abs(harm.firstRow() - other.firstRow())).isGreaterThanOrEqualTo(ChaosTables.ROWS);
            }
        }
    }

    @Test
    void mendingGivesTheRowWhatTheSourceHas() {
        assertThat(Harm.STALE_OVERWRITE.plant("chaos.item", 7)).contains("'owner 7'");
        assertThat(Harm.STALE_OVERWRITE.mend("chaos.item", 7)).contains("'newer 7'");
        assertThat(Harm.UNDONE_DELETE.mend("chaos.item", 7)).isEqualTo("DELETE FROM chaos.item WHERE id = 7");
        assertThat(Harm.ROGUE_DELETE.mend("chaos.item", 7)).isEqualTo(ChaosTables.insert("chaos.item", 7, 7));
    }
}
