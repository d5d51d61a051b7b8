/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneBounds;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.PlanKind;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkProgressTest {
    private static final TableName ITEM = new TableName("shop", "item");
    private static final TableName LINE = new TableName("shop", "line");
    private static final TablePlan TWO_LANES = TablePlan.of(PlanKind.KEYS, List.of("id"), List.of(List.of("100")), 200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArrayNode offsets = JSON.createArrayNode();

    @Test
    void isNotCompleteWithoutAPlanOfEveryTable() {
        assertThat(BulkProgress.of(offsets).complete(List.of(ITEM))).isFalse();
        plan(ITEM);
        lane(ITEM, 0, true);
        lane(ITEM, 1, true);

        assertThat(BulkProgress.of(offsets).complete(List.of(ITEM))).isTrue();
        assertThat(BulkProgress.of(offsets).complete(List.of(ITEM, LINE))).isFalse();
    }

    @Test
    void isNotCompleteWhileALaneIsOpenOrHasNotBegun() {
        plan(ITEM);
        lane(ITEM, 0, true);
        assertThat(BulkProgress.of(offsets).complete(List.of(ITEM))).isFalse();

        lane(ITEM, 1, false);

        assertThat(BulkProgress.of(offsets).complete(List.of(ITEM))).isFalse();
        assertThat(BulkProgress.of(offsets)).hasToString("1 of 2 lanes, 0 table(s) done, 20 rows");
    }

    @Test
    void isNotCompleteWhileAPlanHasNoOffset() {
        offsets.addObject()
                .<ObjectNode>set(
                        "partition",
                        JSON.valueToTree(SourcePartition.plan("src", ITEM).toMap()))
                .putNull("offset");

        assertThat(BulkProgress.of(offsets).complete(List.of(ITEM))).isFalse();
    }

    private void plan(TableName table) {
        add(SourcePartition.plan("src", table), TWO_LANES.toOffset());
    }

    private void lane(TableName table, int lane, boolean done) {
        LaneBounds bounds = TWO_LANES.lanes().get(lane);
        LaneOffset begun = LaneOffset.START.at(List.of("7"), 10);
        add(SourcePartition.lane("src", table, bounds), (done ? begun.end(0) : begun).toMap());
    }

    private void add(SourcePartition partition, Map<String, Object> offset) {
        offsets.addObject()
                .<ObjectNode>set("partition", JSON.valueToTree(partition.toMap()))
                .set("offset", JSON.valueToTree(offset));
    }
}
