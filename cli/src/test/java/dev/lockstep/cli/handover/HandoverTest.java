/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.PlanKind;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The letters are those of {@link Handover}'s invariants. */
class HandoverTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TableName ITEM = new TableName("shop", "item");
    private static final TableName LATE = new TableName("shop", "late");

    private final List<TableName> tables = new ArrayList<>(List.of(ITEM));
    private final List<String> report = new ArrayList<>();
    private FakeWorker worker;

    @BeforeEach
    void start() throws IOException {
        worker = new FakeWorker();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void abcTheStreamStartsAtAPositionFixedBeforeTheLoadAndWhenThatIsOver() {
        worker.offsets("bulk", loaded(ITEM));

        run();

        assertThat(worker.changes())
                .containsExactly(
                        "create stream",
                        "position",
                        "older writers",
                        "offsets stream",
                        "create bulk",
                        "kept",
                        "resume stream",
                        "stop bulk");
    }

    @Test
    void dRefusesAStreamWithOffsetsOfAnEarlierLife() {
        worker.connector("stream", "STOPPED");
        worker.offsets("stream", JSON.createArrayNode().add("somewhere"));

        assertThatThrownBy(this::run).isInstanceOf(HandoverException.class).hasMessageContaining("has offsets");
        assertThat(worker.changes()).isEmpty();
    }

    @Test
    void refusesALoadThatTheClusterWouldRefuseBeforeAnythingIsBegun() {
        worker.refuses("is not a URL");

        assertThatThrownBy(this::run)
                .isInstanceOf(HandoverException.class)
                .hasMessage("The cluster refuses connector bulk: connection.url: is not a URL");
        assertThat(worker.changes()).isEmpty();
    }

    @Test
    void goesOnWithALoadThatFailed() {
        worker.connector("stream", "STOPPED");
        worker.connector("bulk", "FAILED");
        worker.offsets("bulk", loaded(ITEM));

        run();

        assertThat(worker.changes()).contains("kept", "resume stream", "stop bulk");
        assertThat(worker.changes()).doesNotContain("position", "create bulk");
    }

    @Test
    void restartsAStreamThatFailedAfterTheLoad() {
        worker.connector("stream", "FAILED");
        worker.connector("bulk", "RUNNING");
        worker.offsets("bulk", loaded(ITEM));

        run();

        assertThat(worker.changes()).containsExactly("restart stream", "stop bulk");
    }

    @Test
    void refusesAStreamThatRunsWithoutALoad() {
        worker.connector("stream", "RUNNING");

        assertThatThrownBy(this::run)
                .isInstanceOf(HandoverException.class)
                .hasMessageContaining("nobody has loaded the rows");
    }

    @Test
    void refusesAStreamThatRunsBesideItsLoad() {
        worker.connector("stream", "RUNNING");
        worker.connector("bulk", "RUNNING");
        worker.offsets("bulk", loaded(ITEM));
        tables.add(LATE);

        assertThatThrownBy(this::run)
                .isInstanceOf(HandoverException.class)
                .hasMessageContaining("has not loaded shop.late");
        assertThat(worker.changes()).isEmpty();
    }

    @Test
    void namesTablesThatCameSinceTheLoadBegan() {
        worker.connector("stream", "STOPPED");
        worker.connector("bulk", "RUNNING");
        worker.offsets("bulk", loaded(ITEM));

        handover(List.of(List.of(ITEM), List.of(ITEM, LATE))).run(Duration.ZERO);

        assertThat(report).last().asString().startsWith("Not handed over").contains("shop.late");
    }

    private void run() {
        handover(List.of(tables)).run(Duration.ZERO);
    }

    /** @param found at each look; the last one stays */
    private Handover handover(List<List<TableName>> found) {
        List<List<TableName>> looks = new ArrayList<>(found);
        return new Handover(
                new ConnectRest(worker.address()),
                Log::new,
                () -> looks.size() > 1 ? looks.remove(0) : looks.get(0),
                file("bulk"),
                file("stream"),
                report::add);
    }

    private static ConnectorFile file(String name) {
        ObjectNode content = JSON.createObjectNode().put("name", name);
        content.putObject("config").put("connector.class", "a.Connector");
        return new ConnectorFile(name, content);
    }

    private static JsonNode loaded(TableName table) {
        TablePlan plan = TablePlan.of(PlanKind.KEYS, List.of("id"), List.of(), 20);
        ArrayNode offsets = JSON.createArrayNode();
        add(offsets, SourcePartition.plan("src", table), plan.toOffset());
        plan.lanes()
                .forEach(lane -> add(
                        offsets,
                        SourcePartition.lane("src", table, lane),
                        LaneOffset.START.at(List.of("20"), 20).end(0).toMap()));
        return offsets;
    }

    private static void add(ArrayNode offsets, SourcePartition partition, Map<String, ?> offset) {
        ObjectNode entry = offsets.addObject();
        entry.set("partition", JSON.valueToTree(partition.toMap()));
        entry.set("offset", JSON.valueToTree(offset));
    }

    private final class Log implements ChangeLog {
        @Override
        public String fix(List<TableName> all) {
            worker.note("position");
            return "here";
        }

        @Override
        public void awaitOlderWriters(Duration timeout) {
            worker.note("older writers");
        }

        @Override
        public void requireKept(List<TableName> all, JsonNode captured) {
            worker.note("kept");
        }

        @Override
        public Optional<JsonNode> offsets() {
            return Optional.of(JSON.createArrayNode());
        }

        @Override
        public void close() {}
    }
}
