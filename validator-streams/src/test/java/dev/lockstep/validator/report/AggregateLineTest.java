/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.measure.Span;
import dev.lockstep.validator.reconcile.Sums;
import dev.lockstep.validator.report.PartialSums.Aggregated;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What several partitions expect a scan to come to, in the summary of its table. */
class AggregateLineTest {
    private static Aggregated of(int scan, int seen, int expected) {
        Aggregate met = Aggregate.none("total").with(Optional.of(BigDecimal.valueOf(seen)));
        Span span = Span.of(List.of(new Measure.Amount(BigDecimal.valueOf(expected))));
        return new Aggregated(scan, "total", met.plus(met).text(), span.text());
    }

    private static PartialSums partial(int partition, Aggregated... aggregated) {
        return PartialSums.of(
                "orders",
                partition,
                new Sums(),
                List.of(),
                5,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(aggregated),
                Optional.empty());
    }

    private static TableSummary summary(PartialSums... partials) {
        return new TableSummary("orders", new Level.Checksum(), List.of(partials), 2, Map.of());
    }

    private static String line(TableSummary summary) {
        Labels labels = new Labels("exact", "exact", "delivery");
        return new String(summary.line(RoundStatus.NONE, labels, 0), StandardCharsets.UTF_8);
    }

    @Test
    void theNewestScanThatAllPartitionsHaveAddedUpCounts() {
        TableSummary summary = summary(partial(0, of(7, 5, 5), of(8, 6, 6)), partial(1, of(7, 5, 5)));
        assertThat(summary.status()).isEqualTo(TableStatus.VERIFIED);
        assertThat(line(summary))
                .contains("\"scan\":7,\"ok\":true")
                .contains("\"sum\":{\"expectedLeast\":\"10\",\"expectedGreatest\":\"10\",\"observed\":\"10\"}");
    }

    @Test
    void aTableIsNotVerifiedBeforeItsColumnsAreOrWhenTheyAreWrong() {
        assertThat(summary(partial(0, of(7, 5, 5)), partial(1)).status()).isEqualTo(TableStatus.PENDING);
        assertThat(summary(partial(0, of(7, 5, 5)), partial(1, of(7, 5, 4))).status())
                .isEqualTo(TableStatus.DIVERGENT);
    }

    @Test
    void aTableOfWhichNothingIsAddedUpDoesNotSpeakOfIt() {
        assertThat(line(summary(partial(0), partial(1)))).doesNotContain("aggregates");
    }
}
