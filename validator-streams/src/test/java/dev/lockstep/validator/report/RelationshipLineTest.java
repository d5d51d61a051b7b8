/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.reconcile.Sums;
import dev.lockstep.validator.report.PartialSums.Related;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** References that several partitions have judged, in the summary of the child's table. */
class RelationshipLineTest {
    private static PartialSums partial(int partition, Related... related) {
        return PartialSums.of(
                "items",
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
                List.of(related),
                List.of(),
                Optional.empty());
    }

    private static Related related(int scan, long orphans, long pending, String... keys) {
        return new Related(List.of("order_no"), "orders", scan, orphans, 2, pending, 0, List.of(keys), List.of("[1]"));
    }

    private static TableSummary summary(PartialSums... partials) {
        return new TableSummary("items", new Level.Checksum(), List.of(partials), 2, Map.of());
    }

    private static String line(TableSummary summary) {
        Labels labels = new Labels("exact", "exact", "delivery");
        return new String(summary.line(RoundStatus.NONE, labels, 0), StandardCharsets.UTF_8);
    }

    @Test
    void numbersOfPartitionsAreAddedAndAFewKeysShown() {
        TableSummary summary = summary(
                partial(0, related(8, 4, 0, "[1]", "[2]", "[3]", "[4]")), partial(1, related(7, 3, 1, "[5]", "[6]")));
        assertThat(line(summary))
                .contains("\"relationships\":[{\"columns\":[\"order_no\"],\"parent\":\"orders\",\"orphans\":7,"
                        + "\"inherited\":4,\"pending\":1,\"unknown\":0,\"scan\":7,\"keys\":[[1],[2],[3],[4],[5]],"
                        + "\"inheritedKeys\":[[1],[1]]}]");
        assertThat(summary.status()).isEqualTo(TableStatus.DIVERGENT);
    }

    @Test
    void aTableWaitsForThePartitionThatHasNotJudgedItsReferences() {
        assertThat(summary(partial(0, related(8, 0, 0)), partial(1, related(7, 0, 0)))
                        .status())
                .isEqualTo(TableStatus.VERIFIED);
        assertThat(summary(partial(0, related(8, 0, 0)), partial(1, related(0, 0, 0)))
                        .status())
                .isEqualTo(TableStatus.PENDING);
        assertThat(summary(partial(0, related(8, 0, 0)), partial(1)).status()).isEqualTo(TableStatus.PENDING);
        assertThat(summary(partial(0, related(8, 0, 1)), partial(1, related(7, 0, 0)))
                        .status())
                .isEqualTo(TableStatus.PENDING);
    }

    @Test
    void aTableWithoutRelationshipsDoesNotSpeakOfThem() {
        assertThat(line(summary(partial(0), partial(1)))).doesNotContain("relationships");
    }
}
