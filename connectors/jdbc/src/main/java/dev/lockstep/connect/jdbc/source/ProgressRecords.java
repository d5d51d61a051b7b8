/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import dev.lockstep.connect.jdbc.source.lane.TablePlan;
import dev.lockstep.connect.jdbc.source.read.TableWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Says on a topic of its own what was planned and how far it is. Such a record carries the offset of what it tells of:
 * when a transform drops rows, the worker forgets their offsets, and a lane that was filtered to nothing would be read
 * again at every start. Owned by the task's thread.
 */
final class ProgressRecords {
    private static final Schema KEY = SchemaBuilder.struct()
            .name("dev.lockstep.progress.Key")
            .field("table", Schema.STRING_SCHEMA)
            .field("lane", Schema.STRING_SCHEMA)
            .build();
    private static final Schema VALUE = SchemaBuilder.struct()
            .name("dev.lockstep.progress.Value")
            .field("mode", Schema.STRING_SCHEMA)
            .field("rows", Schema.INT64_SCHEMA)
            .field("done", Schema.BOOLEAN_SCHEMA)
            .field("table_rows", Schema.INT64_SCHEMA)
            .field("lanes", Schema.INT32_SCHEMA)
            .field("lanes_done", Schema.INT32_SCHEMA)
            .field("positioned", Schema.BOOLEAN_SCHEMA)
            .field("started_at", Schema.INT64_SCHEMA)
            .field("updated_at", Schema.INT64_SCHEMA)
            .build();

    private final String topic;
    private final Mode mode;
    private final InstantSource clock;
    private final Map<SourcePartition, Instant> started = new HashMap<>();
    private final Map<TableName, Set<String>> done = new HashMap<>();

    ProgressRecords(String topic, Mode mode, InstantSource clock) {
        this.topic = topic;
        this.mode = mode;
        this.clock = clock;
    }

    SourceRecord plan(SourcePartition partition, TablePlan plan) {
        return record(partition, partition.toMap(), plan.toOffset(), plan, new LaneOffset(Optional.empty(), 0, true));
    }

    SourceRecord lane(TableWork table, SourcePartition lane, Map<String, String> partition, LaneOffset offset) {
        if (offset.done()) {
            isDone(lane);
        }
        return record(lane, partition, offset.toMap(), table.plan(), offset);
    }

    /** A lane of which the task knows that it is done. */
    void isDone(SourcePartition lane) {
        done.computeIfAbsent(lane.table(), table -> new HashSet<>()).add(lane.lane());
    }

    private SourceRecord record(
            SourcePartition lane,
            Map<String, String> partition,
            Map<String, Object> stored,
            TablePlan plan,
            LaneOffset offset) {
        Instant now = clock.instant();
        Struct key = new Struct(KEY).put("table", lane.table().toString()).put("lane", lane.lane());
        Struct value = new Struct(VALUE)
                .put("mode", mode.text())
                .put("rows", offset.rows())
                .put("done", offset.done())
                .put("table_rows", plan.estimatedRows())
                .put("lanes", mode.readsLanes() ? plan.lanes().size() : 0)
                .put("lanes_done", done.getOrDefault(lane.table(), Set.of()).size())
                .put("positioned", offset.position().isPresent())
                .put("started_at", started.computeIfAbsent(lane, first -> now).toEpochMilli())
                .put("updated_at", now.toEpochMilli());
        return new SourceRecord(partition, stored, topic, null, KEY, key, VALUE, value);
    }
}
