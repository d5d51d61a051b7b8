/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final String TOPIC = "shop.orders";

    private final Gaps gaps = new Gaps(topic -> !topic.equals("plain"));

    @Test
    void aTopicReadFromItsBeginningHasNoGap() {
        for (long offset = 0; offset < 5; offset++) {
            assertThat(gaps.endAt(TOPIC, offset)).isZero();
        }
    }

    @Test
    void aGapEndsAtTheRecordBehindItAndIsRemembered() {
        gaps.endAt(TOPIC, 0);
        assertThat(gaps.endAt(TOPIC, 4)).isEqualTo(4);
        assertThat(gaps.endAt(TOPIC, 5)).isEqualTo(4);
        assertThat(gaps.endAt(TOPIC, 9)).isEqualTo(9);
    }

    @Test
    void whatIsBelowTheFirstRecordOfARunCountsAsAGap() {
        assertThat(gaps.endAt(TOPIC, 70)).isEqualTo(70);
        assertThat(gaps.endAt(TOPIC, 71)).isEqualTo(70);
    }

    @Test
    void aPositionThatGoesBackCountsAsAGap() {
        gaps.endAt(TOPIC, 0);
        gaps.endAt(TOPIC, 1);
        assertThat(gaps.endAt(TOPIC, 0)).isZero();
        gaps.endAt(TOPIC, 5);
        assertThat(gaps.endAt(TOPIC, 3)).isEqualTo(3);
    }

    @Test
    void topicsHaveTheirOwnGaps() {
        gaps.endAt(TOPIC, 8);
        assertThat(gaps.endAt("shop.lines", 0)).isZero();
    }

    @Test
    void offsetsNobodyCanReadAreNoGapsWhereNothingIsCompacted() {
        assertThat(gaps.endAt("plain", 3)).isZero();
        assertThat(gaps.endAt("plain", 30)).isZero();
    }

    /** Invariant G, on logs that a cleaner went over while reading was somewhere in them. */
    @Test
    void aRemovedVersionOfAKeyLiesBelowTheGapOfTheNextOne() {
        Random random = new Random(11);
        int removedBetween = 0;
        for (int log = 0; log < 500; log++) {
            List<Integer> keys = new ArrayList<>();
            for (int offset = 0; offset < 60; offset++) {
                keys.add(random.nextInt(6));
            }
            Gaps reading = new Gaps(topic -> true);
            Map<Integer, Integer> lastRead = new HashMap<>();
            int cleanedAt = random.nextInt(60);
            for (int offset = 0; offset < 60; offset++) {
                int key = keys.get(offset);
                boolean newerBelowDirt = keys.subList(offset + 1, 60).contains(key);
                if (offset >= cleanedAt && newerBelowDirt && random.nextInt(4) > 0) {
                    continue;
                }
                long gapEnd = reading.endAt(TOPIC, offset);
                int previous = lastRead.getOrDefault(key, -1);
                if (keys.subList(previous + 1, offset).contains(key)) {
                    removedBetween++;
                    assertThat(gapEnd).isGreaterThan(Math.max(previous, 0));
                }
                lastRead.put(key, offset);
            }
        }
        assertThat(removedBetween).isGreaterThan(1_000);
    }
}
