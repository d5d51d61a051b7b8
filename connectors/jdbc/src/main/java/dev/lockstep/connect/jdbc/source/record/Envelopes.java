/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Puts a row into change capture's envelope, as what a read found. Thread-safe. */
final class Envelopes {
    private static final int VERSION = 2;
    private static final Schema TRANSACTION = SchemaBuilder.struct()
            .name("event.block")
            .version(1)
            .field("id", Schema.STRING_SCHEMA)
            .field("total_order", Schema.INT64_SCHEMA)
            .field("data_collection_order", Schema.INT64_SCHEMA)
            .optional()
            .build();

    private final SourceBlock source;
    private final Schema schema;
    private final Field after;
    private final Field block;
    private final Field op;
    private final Field millis;
    private final Field micros;
    private final Field nanos;

    /** Of the page that is being read; made again when two threads read two. */
    private volatile Made last;

    private record Made(RowOrigin origin, Struct block, Long millis, Long micros, Long nanos) {}

    Envelopes(RecordNames names, Schema row, SourceBlock source) {
        this.source = source;
        this.schema = SchemaBuilder.struct()
                .name(names.envelope())
                .version(VERSION)
                .field("before", row)
                .field("after", row)
                .field("source", source.schema())
                .field("transaction", TRANSACTION)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        this.after = schema.field("after");
        this.block = schema.field("source");
        this.op = schema.field("op");
        this.millis = schema.field("ts_ms");
        this.micros = schema.field("ts_us");
        this.nanos = schema.field("ts_ns");
    }

    Schema schema() {
        return schema;
    }

    Struct of(Struct row, RowOrigin origin) {
        Made made = last;
        if (made == null || !made.origin().equals(origin)) {
            made = new Made(
                    origin,
                    source.of(origin),
                    Times.millis(origin.readAt()),
                    Times.micros(origin.readAt()),
                    Times.nanos(origin.readAt()));
            last = made;
        }
        return new Struct(schema)
                .put(after, row)
                .put(block, made.block())
                .put(op, "r")
                .put(millis, made.millis())
                .put(micros, made.micros())
                .put(nanos, made.nanos());
    }
}
