/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class PagePartsTest {
    private static Row row(int keyBytes) {
        return new Row(
                CanonicalKey.ofBytes(new byte[keyBytes]), new Content.Present(new Digest128(-1, -1)), Evidence.NONE);
    }

    private static List<Row> rows(int count, int keyBytes) {
        return IntStream.range(0, count).mapToObj(i -> row(keyBytes)).toList();
    }

    @Test
    void pagesKeepToRowsAndBytesAndLoseNothing() {
        assertThat(PageParts.of(List.of())).isEmpty();
        assertThat(PageParts.of(rows(500, 5))).hasSize(1);
        assertThat(PageParts.of(rows(1_201, 5)).stream().map(List::size)).containsExactly(500, 500, 201);
        List<List<Row>> wide = PageParts.of(rows(600, 1_000));
        assertThat(wide.stream().mapToInt(List::size).sum()).isEqualTo(600);
        assertThat(wide).hasSizeGreaterThan(2).allSatisfy(part -> {
            Page page = new Page(
                    "t",
                    List.of(),
                    "xxh3",
                    "exact",
                    Bounds.exactly(List.of(1L)),
                    Snapshot.unordered(0),
                    Optional.empty(),
                    part);
            assertThat(ObservationCodec.write(page).length).isLessThan(256 * 1024);
        });
    }

    @Test
    void aRowThatIsTooLargeGoesAlone() {
        List<Row> rows = new ArrayList<>(rows(2, 5));
        rows.add(1, row(500_000));
        assertThat(PageParts.of(rows).stream().map(List::size)).containsExactly(1, 1, 1);
    }

    @Test
    void pAllThatALaneSaysStandsInOnePartition() {
        ObservationRecords records = new ObservationRecords("seen", 7);
        Page page = new Page(
                "data",
                List.of(),
                "xxh3",
                "exact",
                Bounds.exactly(List.of(1L)),
                Snapshot.unordered(0),
                Optional.empty(),
                rows(1, 5));
        SourceRecord first = records.record(ObserverPartition.lane("data", 3), new FollowedOffset(1).toMap(), page);
        SourceRecord second = records.record(ObserverPartition.lane("data", 3), new FollowedOffset(2).toMap(), page);
        assertThat(first.kafkaPartition()).isBetween(0, 6).isEqualTo(second.kafkaPartition());
        assertThat(first.key()).isEqualTo("data/3");
        assertThat(ObservationCodec.read((byte[]) first.value())).isEqualTo(page);
        assertThat(records.record(ObserverPartition.followed("data", 0), new FollowedOffset(1).toMap(), page)
                        .key())
                .isEqualTo("data/follow");
        assertThat(IntStream.range(0, 50)
                        .mapToObj(lane -> records.record(
                                        ObserverPartition.lane("data", lane), new FollowedOffset(1).toMap(), page)
                                .kafkaPartition())
                        .distinct())
                .hasSize(7);
    }

    @Test
    void thePaceIsThatOfAllReadersTogether() {
        AtomicLong nanos = new AtomicLong();
        Pace pace = new Pace(1_000, nanos::get);
        assertThat(pace.after(500)).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.after(500)).isEqualTo(Duration.ofSeconds(1));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(pace.after(100)).isEqualTo(Duration.ofMillis(100));
        assertThat(new Pace(0, nanos::get).after(1_000_000)).isZero();
    }
}
