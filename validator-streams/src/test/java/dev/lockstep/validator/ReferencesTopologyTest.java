/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items refer to orders: what is said of items whose order is not there. */
class ReferencesTopologyTest {
    private static final String ITEMS_TOPIC = "source.public.items";
    private static final String ITEMS = "public.items";

    @TempDir
    private Path stateDirectory;

    private final Map<Integer, Map<String, Object>> items = new HashMap<>();
    private ExactPipeline pipeline;

    private void start(String relationships) {
        pipeline = new ExactPipeline(
                stateDirectory,
                Map.of("relationships", relationships, "source.value.converter.schemas.enable", "false"));
    }

    private void start() {
        start("public.items(order_no)=public.orders");
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private void order(int id) {
        pipeline.write(id, "n" + id, "oslo");
    }

    /** @param order null for an item of no order */
    private void item(int id, Integer order) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("order_no", order);
        items.put(id, row);
        pipeline.writeRow(ITEMS_TOPIC, id, row);
    }

    private void noItem(int id) {
        items.remove(id);
        pipeline.writeRow(ITEMS_TOPIC, id, null);
    }

    private Row[] orders(int... ids) {
        return IntStream.of(ids)
                .mapToObj(id -> pipeline.seen(id, "n" + id, "oslo"))
                .toArray(Row[]::new);
    }

    /** The target has these orders and all items; both tables have been scanned. */
    private void scan(int... ids) {
        pipeline.scan(pipeline.written(), orders(ids));
        List<Row> rows = new ArrayList<>();
        items.forEach((id, row) -> rows.add(pipeline.seenRow(id, row)));
        pipeline.scanUnder(ITEMS_TOPIC, pipeline.written(), rows.toArray(Row[]::new));
        pipeline.readAll();
    }

    private JsonNode summary() {
        return pipeline.summaryOf(ITEMS);
    }

    private static int number(JsonNode summary, String field) {
        return summary.at("/relationships/0/" + field).asInt();
    }

    private static String status(JsonNode summary) {
        return summary.get("status").asText();
    }

    @Test
    void aChildWhoseParentTheTargetLacksIsAnOrphanAfterTwoWholeScans() {
        start();
        order(1);
        order(2);
        item(10, 1);
        item(11, 2);
        for (int scan = 1; scan < 3; scan++) {
            scan(1);
            JsonNode young = summary();
            assertThat(status(young)).isEqualTo("PENDING");
            assertThat(number(young, "pending")).isEqualTo(1);
            assertThat(number(young, "orphans")).isZero();
        }
        scan(1);
        JsonNode summary = summary();
        assertThat(status(summary)).isEqualTo("DIVERGENT");
        assertThat(summary.get("divergent").asInt()).isZero();
        assertThat(summary.get("verified").asInt()).isEqualTo(2);
        assertThat(summary.at("/relationships/0").toString())
                .startsWith("{\"columns\":[\"order_no\"],\"parent\":\"public.orders\",\"orphans\":1,\"inherited\":0,"
                        + "\"pending\":0,\"unknown\":0,\"scan\":")
                .endsWith(",\"keys\":[[11]],\"inheritedKeys\":[]}");
        assertThat(pipeline.certificates()).isEmpty();

        scan(1, 2);
        summary = summary();
        assertThat(number(summary, "orphans")).isZero();
        assertThat(status(summary)).isEqualTo("VERIFIED");
        assertThat(pipeline.certificates())
                .anySatisfy(line -> assertThat(line.get("table").asText()).isEqualTo(ITEMS));
    }

    @Test
    void anOrphanThatTheSourceHasTooIsInheritedAndNoFaultOfTheMigration() {
        start();
        order(1);
        item(10, 1);
        item(11, 9);
        IntStream.range(0, 3).forEach(scan -> scan(1));
        JsonNode summary = summary();
        assertThat(number(summary, "inherited")).isEqualTo(1);
        assertThat(number(summary, "orphans")).isZero();
        assertThat(summary.at("/relationships/0/inheritedKeys").toString()).isEqualTo("[[11]]");
        assertThat(status(summary)).isEqualTo("VERIFIED");
    }

    /** S: the topics of two tables have no common order. */
    @Test
    void aChildThatIsReadBeforeItsParentIsNeverAnOrphan() {
        start();
        item(10, 1);
        IntStream.range(0, 2).forEach(scan -> scan());
        assertThat(number(summary(), "pending")).isEqualTo(1);
        order(1);
        scan();
        assertThat(number(summary(), "orphans")).isZero();
        scan(1);
        JsonNode summary = summary();
        assertThat(number(summary, "pending") + number(summary, "orphans") + number(summary, "inherited"))
                .isZero();
        assertThat(status(summary)).isEqualTo("VERIFIED");
    }

    /** S: however many old scans are looked through meanwhile. */
    @Test
    void aParentThatIsInItsTopicAndHasNotBeenReadIsWaitedFor() {
        start();
        order(1);
        item(10, 9);
        for (int scan = 0; scan < 6; scan++) {
            pipeline.scan(pipeline.written(), orders(1));
            pipeline.readAllBut(100);
        }
        assertThat(number(summary(), "inherited")).isZero();
        pipeline.readAll();
        IntStream.range(0, 2).forEach(scan -> scan(1));
        assertThat(number(summary(), "inherited")).isEqualTo(1);
    }

    @Test
    void aChildThatMovesToAnotherParentOrIsDeletedIsNoOrphanAnyMore() {
        start();
        order(1);
        order(2);
        item(10, 2);
        item(11, 2);
        item(12, 2);
        IntStream.range(0, 3).forEach(scan -> scan(1));
        assertThat(number(summary(), "orphans")).isEqualTo(3);
        item(10, 1);
        item(11, null);
        noItem(12);
        scan(1);
        JsonNode summary = summary();
        assertThat(number(summary, "orphans")).isZero();
        assertThat(status(summary)).isEqualTo("VERIFIED");
    }

    @Test
    void aForeignKeyThatIsNullRefersToNobody() {
        start();
        order(1);
        item(10, null);
        scan(1);
        assertThat(status(summary())).isEqualTo("VERIFIED");
    }

    /** U: the digest header alone would let the row be verified. */
    @Test
    void aValueThatCannotBeReadMakesTheReferenceUnknownAndTheTableToo() {
        start();
        order(1);
        item(10, 1);
        pipeline.writeRow(ITEMS_TOPIC, 10, items.get(10), "{".getBytes(StandardCharsets.UTF_8));
        scan(1);
        JsonNode summary = summary();
        assertThat(summary.get("unknown").asInt()).isZero();
        assertThat(number(summary, "unknown")).isEqualTo(1);
        assertThat(status(summary)).isEqualTo("UNKNOWN");
        item(10, 1);
        scan(1);
        assertThat(status(summary())).isEqualTo("VERIFIED");
    }

    @Test
    void aColumnThatRowsDoNotHaveMakesTheReferencesUnknown() {
        start("public.items(orderno)=public.orders");
        order(1);
        item(10, 1);
        scan(1);
        JsonNode summary = summary();
        assertThat(number(summary, "unknown")).isEqualTo(1);
        assertThat(status(summary)).isEqualTo("UNKNOWN");
    }

    @Test
    void aTableThatNothingIsReadOfIsNotSilentlyUnchecked() {
        start("public.itmes(order_no)=public.orders,public.items(order_no)=public.oders");
        order(1);
        item(10, 1);
        scan(1);
        assertThat(status(summary())).isEqualTo("PENDING");
        pipeline.readAll();
        scan(1);
        assertThat(status(pipeline.summaryOf("public.itmes"))).isEqualTo("PENDING");
    }

    @Test
    void aTableMayReferToItself() {
        start("public.items(order_no)=public.items");
        item(10, 11);
        item(11, 10);
        item(12, 99);
        IntStream.range(0, 4).forEach(scan -> scan());
        assertThat(summary().at("/relationships/0/inheritedKeys").toString()).isEqualTo("[[12]]");
    }
}
