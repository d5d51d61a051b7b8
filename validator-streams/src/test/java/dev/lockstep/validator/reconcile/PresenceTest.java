/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import static dev.lockstep.validator.reconcile.Rows.HOME;
import static dev.lockstep.validator.reconcile.Rows.image;
import static dev.lockstep.validator.reconcile.Rows.versions;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Presence THERE = new Presence(true, true);
    private static final Presence NOT_THERE = new Presence(false, false);

    private static Presence between(Evidence evidence, long lo, long hi) {
        return Presence.of(evidence, new Window(lo, hi));
    }

    @Test
    void aRowIsThereFromItsFirstVersionToItsDelete() {
        Evidence evidence = versions(1, 2, 0);
        assertThat(between(evidence, 10, 10)).isEqualTo(NOT_THERE);
        assertThat(between(evidence, 5, 11)).isEqualTo(Presence.UNKNOWN);
        assertThat(between(evidence, 11, 30)).isEqualTo(THERE);
        assertThat(between(evidence, 11, 31)).isEqualTo(Presence.UNKNOWN);
        assertThat(between(evidence, 31, 40)).isEqualTo(NOT_THERE);
        assertThat(between(Evidence.NONE, 0, 0)).isEqualTo(NOT_THERE);
    }

    @Test
    void soundnessOfAnUnknownContentNobodyCanSayWhetherThereIsARow() {
        assertThat(between(versions(1, -1), 21, 21)).isEqualTo(Presence.UNKNOWN);
    }

    @Test
    void soundnessAVersionThatWasCompactedAwayMayHaveBeenADelete() {
        Evidence evidence = versions(1).with(HOME, new Version(50, 50, image(2), true));
        assertThat(between(evidence, 30, 30)).isEqualTo(Presence.UNKNOWN);
        assertThat(between(evidence, 51, 51)).isEqualTo(THERE);
    }

    /** S: whatever the target's position between the bounds was, and however many versions have been dropped since. */
    @Test
    void soundnessARowIsNeverCountedThatWasNotThereNorLeftOutThatWas() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int[] contents = random.ints(1 + random.nextInt(14), 0, 3).toArray();
            Evidence evidence = versions(contents);
            long lo = random.nextInt(10 * contents.length + 20);
            long hi = lo + random.nextInt(60);
            Presence presence = between(evidence, lo, hi);
            for (long at = lo; at <= hi; at++) {
                int below = (int) Math.min(contents.length, Math.max(0, (at + 9) / 10 - 1));
                boolean there = below > 0 && contents[below - 1] > 0;
                assertThat(!presence.surely() || there)
                        .describedAs("surely, seed %d at %d", seed, at)
                        .isTrue();
                assertThat(presence.possibly() || !there)
                        .describedAs("possibly, seed %d at %d", seed, at)
                        .isTrue();
            }
        }
    }
}
