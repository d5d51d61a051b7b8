/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Builds the records of one topic, partition 0, with rising offsets. */
final class Records {
    private final String topic;
    private long offset;

    Records(String topic) {
        this.topic = topic;
    }

    SinkRecord next(Schema keySchema, Object key, Schema valueSchema, Object value) {
        return new SinkRecord(topic, 0, keySchema, key, valueSchema, value, offset++);
    }

    SinkRecord flat(Struct key, Struct row) {
        return next(key.schema(), key, row.schema(), row);
    }

    SinkRecord tombstone(Struct key) {
        return next(key.schema(), key, null, null);
    }

    /** A change record as Debezium makes it, cut down to what counts. */
    SinkRecord envelope(String operation, Struct key, Schema rowSchema, Struct after) {
        Schema optionalRow = optional(rowSchema);
        Schema source = SchemaBuilder.struct().field("lsn", Schema.INT64_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .name("server.public.t.Envelope")
                .field("before", optionalRow)
                .field("after", optionalRow)
                .field("source", source)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        Struct value = new Struct(schema)
                .put("source", new Struct(source).put("lsn", 1L))
                .put("op", operation);
        if (after != null) {
            value.put("after", copy(after, optionalRow));
        }
        return next(key == null ? null : key.schema(), key, schema, value);
    }

    SinkRecord schemaless(Map<String, Object> key, Map<String, Object> row) {
        return next(null, key, null, row == null ? null : new HashMap<>(row));
    }

    static Struct struct(Schema schema, Object... values) {
        Struct struct = new Struct(schema);
        for (int i = 0; i < values.length; i++) {
            struct.put(schema.fields().get(i), values[i]);
        }
        return struct;
    }

    private static Schema optional(Schema row) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        row.fields().forEach(field -> builder.field(field.name(), field.schema()));
        return builder.build();
    }

    private static Struct copy(Struct row, Schema schema) {
        Struct copy = new Struct(schema);
        row.schema().fields().forEach(field -> copy.put(field.name(), row.get(field)));
        return copy;
    }
}
