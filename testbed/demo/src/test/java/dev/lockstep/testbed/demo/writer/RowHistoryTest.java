/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowHistoryTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final RowHistory history = new RowHistory();

    @Test
    void doesNotOfferTheVersionARowWasLoadedWith() {
        replaced(1, "loaded", 1);
        assertThat(history.latestWrittenAfter(START)).isEmpty();
    }

    @Test
    void offersTheVersionBeforeTheCurrentOne() {
        replaced(1, "loaded", 1);
        replaced(1, "second", 2);
        replaced(1, "third", 3);
        assertThat(history.latestWrittenAfter(START)).hasValueSatisfying(version -> {
            assertThat(version.row()).isEqualTo("third");
            assertThat(version.writtenAt()).isEqualTo(START.plusSeconds(2));
        });
    }

    @Test
    void offersTheRowWhoseOlderVersionIsTheMostRecent() {
        replaced(1, "loaded", 1);
        replaced(2, "loaded", 2);
        replaced(1, "one", 3);
        replaced(2, "two", 4);
        assertThat(history.latestWrittenAfter(START)).map(PastVersion::key).contains(2L);
    }

    @Test
    void offersNothingWrittenTooEarly() {
        replaced(1, "loaded", 1);
        replaced(1, "second", 2);
        assertThat(history.latestWrittenAfter(START.plusSeconds(1))).isEmpty();
    }

    @Test
    void neverShowsTheRow() {
        replaced(1, "loaded", 1);
        replaced(1, "secret", 2);
        assertThat(history.latestWrittenAfter(START))
                .hasValueSatisfying(version -> assertThat(version.toString()).doesNotContain("secret"));
    }

    private void replaced(long key, String row, int second) {
        history.replaced(DemoTable.CUSTOMER, key, row, START.plusSeconds(second));
    }
}
