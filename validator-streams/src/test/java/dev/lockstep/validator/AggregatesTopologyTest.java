/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals of orders, added up by the observer and by us. */
class AggregatesTopologyTest {
    @TempDir
    private Path stateDirectory;

    private final Map<Integer, Map<String, Object>> orders = new TreeMap<>();
    private ExactPipeline pipeline;

    private void start(String level) {
        pipeline = new ExactPipeline(
                stateDirectory,
                Map.of(
                        "aggregates", "public.orders(total)",
                        "levels", "public.orders=" + level,
                        "source.value.converter.schemas.enable", "false"));
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private void order(int id, Double total) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("total", total == null ? null : BigDecimal.valueOf(total));
        orders.put(id, row);
        pipeline.writeRow(ExactPipeline.TOPIC, id, row);
    }

    private void noOrder(int id) {
        orders.remove(id);
        pipeline.writeRow(ExactPipeline.TOPIC, id, null);
    }

    /** The scan met the orders as they are now, and these totals. */
    private JsonNode scan(long lo, Double... totals) {
        Aggregate all = Aggregate.none("total");
        for (Double total : totals) {
            all = all.with(Optional.ofNullable(total).map(BigDecimal::valueOf));
        }
        return scan(lo, List.of(all));
    }

    private JsonNode scan(long lo, List<Aggregate> aggregates) {
        List<Row> rows = new ArrayList<>();
        orders.forEach((id, row) -> rows.add(pipeline.seenRow(id, row)));
        pipeline.scan(new Bounds(List.of(lo), List.of(pipeline.written())), aggregates, rows.toArray(Row[]::new));
        pipeline.readAll();
        return pipeline.summaryOf(ExactPipeline.TABLE);
    }

    private static String total(JsonNode summary) {
        return summary.at("/aggregates/0").toString();
    }

    @Test
    void rowsAtRestMustComeToExactlyWhatTheSourceHas() {
        start("checksum");
        order(1, 10.5);
        order(2, -0.5);
        order(3, null);
        JsonNode summary = scan(3, 10.5, -0.5, null);
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(total(summary))
                .contains("\"column\":\"total\",\"scan\":1,\"ok\":true,\"unknown\":0,\"unreadable\":0")
                .contains("\"count\":{\"expectedLeast\":\"2\",\"expectedGreatest\":\"2\",\"observed\":\"2\"}")
                .contains("\"sum\":{\"expectedLeast\":\"10\",\"expectedGreatest\":\"10\",\"observed\":\"10\"}")
                .contains(
                        "\"minimum\":{\"expectedLeast\":\"-0.5\",\"expectedGreatest\":\"-0.5\",\"observed\":\"-0.5\"}")
                .contains(
                        "\"maximum\":{\"expectedLeast\":\"10.5\",\"expectedGreatest\":\"10.5\",\"observed\":\"10.5\"}")
                .contains("\"average\":{\"expectedLeast\":\"5\",\"expectedGreatest\":\"5\",\"observed\":\"5\"}");
    }

    /** A count alone takes one row for another. */
    @Test
    void whereOnlyRowsAreCountedAWrongSumIsFound() {
        start("count");
        order(1, 10.0);
        order(2, 20.0);
        JsonNode summary = scan(2, 10.0, 21.0);
        assertThat(summary.get("status").asText()).isEqualTo("DIVERGENT");
        assertThat(total(summary)).contains("\"ok\":false");
        assertThat(scan(2, 10.0, 20.0).get("status").asText()).isEqualTo("COUNT_VERIFIED");
    }

    /** S: the key's own state has forgotten the versions that the scan met, because a look-up has verified a later one. */
    @Test
    void rowsThatChangeWhileTheScanReadsExplainAnySumBetween() {
        start("checksum");
        order(1, 10.0);
        order(2, 20.0);
        order(1, 15.0);
        noOrder(2);
        order(3, 7.0);
        pipeline.lookUp(5, pipeline.seenRow(1, orders.get(1)), pipeline.seenRow(3, orders.get(3)));
        pipeline.readAll();
        assertThat(total(scan(2, 10.0, 20.0))).contains("\"ok\":true");
        assertThat(total(scan(2, 15.0, 20.0, 7.0))).contains("\"ok\":true");
        assertThat(total(scan(2, 10.0))).contains("\"ok\":true");
        assertThat(total(scan(2, 9.0))).contains("\"ok\":false");
        assertThat(total(scan(2, 15.0, 20.0, 8.0))).contains("\"ok\":false");
        assertThat(total(scan(5, 15.0, 7.0))).contains("\"ok\":true");
        assertThat(total(scan(5, 10.0, 7.0))).contains("\"ok\":false");
    }

    /** U: what nobody can say is never fine. */
    @Test
    void aValueThatCannotBeReadOnEitherSideLeavesItOpen() {
        start("checksum");
        order(1, 10.0);
        pipeline.writeRow(ExactPipeline.TOPIC, 1, orders.get(1), "{".getBytes(StandardCharsets.UTF_8));
        JsonNode summary = scan(2, 10.0);
        assertThat(total(summary)).contains("\"ok\":null,\"unknown\":1");
        assertThat(summary.get("status").asText()).isEqualTo("PENDING");
        order(1, 10.0);
        assertThat(total(scan(3, List.of(Aggregate.none("total").withUnreadable()))))
                .contains("\"ok\":null,\"unknown\":0,\"unreadable\":1");
        assertThat(scan(3, 10.0).get("status").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void anObserverThatAddsNothingUpLeavesItOpen() {
        start("checksum");
        order(1, 10.0);
        JsonNode summary = scan(1, List.of());
        assertThat(summary.get("status").asText()).isEqualTo("PENDING");
        assertThat(total(summary)).contains("\"ok\":null").contains("\"observed\":null");
    }
}
