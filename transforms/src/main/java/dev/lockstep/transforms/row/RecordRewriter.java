/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.change.SchemaCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Applies rules to the rows of records, whatever their shape: envelopes of change capture (both images) and flat rows,
 * with schema and without. Tombstones, records without key, and records that are no rows go by as they are.
 *
 * <p>Invariants: the input is never changed; the same schema in gives the same schema object out; a record that no rule
 * touches is the same object. Thread-safe.
 */
public final class RecordRewriter<R extends ConnectRecord<R>> {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private final String transform;
    private final RecordPart part;
    private final TopicRules<RowRule> rules;
    private final LiveSteps steps = new LiveSteps();
    private final Map<String, TopicPlans> plans = new ConcurrentHashMap<>();

    /** @param transform what errors call it */
    public RecordRewriter(String transform, RecordPart part, TopicRules<RowRule> rules) {
        this.transform = transform;
        this.part = part;
        this.rules = rules;
    }

    /** @throws DataException when the rules do not fit the record; the message says where it stands */
    public R apply(R record) {
        Object value = part.value(record);
        if (value == null || NotRows.is(record)) {
            return record;
        }
        TopicPlans topic = plans.computeIfAbsent(record.topic(), name -> new TopicPlans(rules.of(name)));
        if (topic.rules.isEmpty()) {
            return record;
        }
        try {
            if (value instanceof Struct struct) {
                RecordPlan plan = topic.cache.get(struct.schema());
                return plan.changesNothing() ? record : part.with(record, plan.schema(), plan.apply(struct, record));
            }
            if (value instanceof Map<?, ?> map) {
                return part.with(record, null, live(topic, map, record));
            }
        } catch (DataException e) {
            throw new DataException(transform + " at " + Message.coordinates(record) + ": " + e.getMessage(), e);
        }
        throw new DataException(transform + " at " + Message.coordinates(record)
                + ": expected a row (struct or map), found " + Types.of(value)
                + ". Check the converter, and whether $Key or $Value is meant");
    }

    private Map<String, Object> live(TopicPlans topic, Map<?, ?> value, R record) {
        if (part == RecordPart.KEY || !RowChange.isEnvelope(value)) {
            return live(topic, value, new Message(record, null), true);
        }
        Message message = new Message(record, String.valueOf(value.get("op")));
        Map<String, Object> envelope = new LinkedHashMap<>();
        value.forEach((name, field) -> envelope.put(String.valueOf(name), field));
        for (String image : List.of(BEFORE, AFTER)) {
            if (envelope.get(image) instanceof Map<?, ?> row) {
                envelope.put(image, live(topic, row, message, image.equals(AFTER)));
            }
        }
        return envelope;
    }

    private Map<String, Object> live(TopicPlans topic, Map<?, ?> row, Message message, boolean isCurrent) {
        LiveRow live = new LiveRow(row, steps, message, isCurrent);
        for (RowRule rule : topic.rules) {
            rule.apply(live);
        }
        return live.row();
    }

    /** What is known of the rows of one topic. */
    private final class TopicPlans {
        private final List<RowRule> rules;
        private final SchemaCache<RecordPlan> cache = new SchemaCache<>(this::plan);
        private final Map<Schema, RecordPlan> equal = new ConcurrentHashMap<>();

        TopicPlans(List<RowRule> rules) {
            this.rules = rules;
        }

        /** Schemas that are equal but not the same share a plan, so that what comes out is the same. */
        private RecordPlan plan(Schema schema) {
            return equal.computeIfAbsent(schema, unknown -> RecordPlan.of(unknown, rules, part));
        }
    }

    /** What the rules make of the records of one schema. */
    private record RecordPlan(Schema input, Schema schema, RowPlan before, RowPlan after) {
        static RecordPlan of(Schema schema, List<RowRule> rules, RecordPart part) {
            Schemas schemas = new Schemas();
            if (part == RecordPart.KEY || !RowChange.isEnvelope(schema)) {
                RowPlan row = RowPlan.of(schema, rules, true, schemas);
                return new RecordPlan(schema, row.schema(), null, row);
            }
            RowPlan after = RowPlan.of(schema.field(AFTER).schema(), rules, true, schemas);
            RowPlan before = RowPlan.of(schema.field(BEFORE).schema(), rules, false, schemas);
            return new RecordPlan(schema, envelope(schema, before.schema(), after.schema()), before, after);
        }

        private static Schema envelope(Schema schema, Schema before, Schema after) {
            SchemaBuilder builder = Schemas.like(schema, SchemaBuilder.struct());
            for (Field field : schema.fields()) {
                builder.field(
                        field.name(),
                        field.name().equals(BEFORE) ? before : field.name().equals(AFTER) ? after : field.schema());
            }
            return builder.build();
        }

        boolean changesNothing() {
            return after.changesNothing() && (before == null || before.changesNothing());
        }

        Object apply(Struct value, ConnectRecord<?> record) {
            if (before == null) {
                return after.apply(value, new Message(record, null));
            }
            Message message = new Message(record, String.valueOf(value.get("op")));
            Struct envelope = new Struct(schema);
            for (Field field : schema.fields()) {
                Object old = value.get(input.field(field.name()));
                Object made = switch (field.name()) {
                    case BEFORE -> before.apply(old, message);
                    case AFTER -> after.apply(old, message);
                    default -> old;
                };
                if (made != null) {
                    envelope.put(field, made);
                }
            }
            return envelope;
        }
    }
}
