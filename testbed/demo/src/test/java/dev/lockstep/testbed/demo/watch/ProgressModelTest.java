/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.writer.TableWrites;
import dev.lockstep.testbed.demo.writer.WriterStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressModelTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final ProgressModel model = new ProgressModel(Map.of(DemoTable.REGION, 5L, DemoTable.ORDERS, 1000L));

    @Test
    void startsWithNothingMoved() {
        Progress progress = model.at(NOON);
        assertThat(progress.tables()).extracting(Progress.Line::name).containsExactly("region", "orders");
        assertThat(progress.all().moved()).isZero();
        assertThat(progress.all().total()).isEqualTo(1005);
        assertThat(progress.all().remaining()).isEmpty();
        assertThat(model.snapshotMoved()).isFalse();
    }

    @Test
    void followsTheSourceAsTheWriterChangesIt() {
        model.written(new WriterStatistics(3, Map.of(DemoTable.ORDERS, new TableWrites(20, 7, 5))));
        assertThat(model.at(NOON).all().total()).isEqualTo(1020);
    }

    @Test
    void derivesRateAndRemainingTimeFromTheLastSeconds() {
        for (int second = 0; second <= 10; second++) {
            // 10 rows/s at first, 100 rows/s in the last five seconds.
            orders(second <= 4 ? 10L * second : 40 + 100L * (second - 4));
            model.at(NOON.plusSeconds(second));
        }
        Progress.Line orders = model.at(NOON.plusSeconds(10)).tables().get(1);
        assertThat(orders.moved()).isEqualTo(640);
        assertThat(orders.rowsPerSecond()).isBetween(80.0, 100.0);
        assertThat(orders.remaining().orElseThrow()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void showsNoNegativeRateWhenRowsAreDeleted() {
        orders(500);
        model.at(NOON);
        orders(400);
        assertThat(model.at(NOON.plusSeconds(1)).all().rowsPerSecond()).isZero();
    }

    @Test
    void takesTheSnapshotForMovedWhenOnlyDeletedRowsAreMissing() {
        model.written(new WriterStatistics(1, Map.of(DemoTable.ORDERS, new TableWrites(0, 0, 10))));
        model.summary(DemoTable.REGION, verified(5));
        orders(989);
        assertThat(model.snapshotMoved()).isFalse();
        orders(990);
        assertThat(model.snapshotMoved()).isTrue();
    }

    @Test
    void acceptsAProofOnlyForTheExactRowsOfEveryTable() {
        Map<DemoTable, Long> rows = Map.of(DemoTable.REGION, 5L, DemoTable.ORDERS, 990L);
        model.summary(DemoTable.REGION, verified(5));
        model.summary(DemoTable.ORDERS, verified(991));
        assertThat(model.proves(rows)).isFalse();
        model.summary(DemoTable.ORDERS, verified(990));
        assertThat(model.proves(rows)).isTrue();
    }

    @Test
    void acceptsNoProofFromUnequalFingerprints() {
        assertThat(new TableSummary("VERIFIED", 1, 5, 5, "aa", "ab", 5, 0, 0, 0).proves(5))
                .isFalse();
        assertThat(new TableSummary("PENDING", 1, 5, 5, "aa", "aa", 5, 0, 0, 0).proves(5))
                .isFalse();
    }

    private void orders(long moved) {
        model.summary(DemoTable.ORDERS, verified(moved));
    }

    private static TableSummary verified(long rows) {
        return new TableSummary("VERIFIED", 1, rows, rows, "aa", "aa", rows, 0, 0, 0);
    }
}
