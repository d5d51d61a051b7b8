/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The record around a row, for expressions that look beyond the row and for errors that say where. Read only.
 *
 * @param record what is being transformed
 * @param operation c, u, r or d where the record is an envelope of change capture, else null
 */
public record Message(ConnectRecord<?> record, String operation) {
    /** The field of an envelope that says when change capture read the change. */
    private static final String CAPTURED = "ts_ms";

    public String topic() {
        return record.topic();
    }

    /**
     * Milliseconds since 1970, or null: when the record was made, or, before it has been given a time on its way to Kafka,
     * when change capture read it. The same wherever the record is looked at.
     */
    public Long timestamp() {
        if (record.timestamp() != null) {
            return record.timestamp();
        }
        Object captured = operation == null ? null : captured(record.value());
        return captured instanceof Number millis ? (Long) millis.longValue() : null;
    }

    private static Object captured(Object envelope) {
        if (envelope instanceof Struct struct) {
            return struct.schema().field(CAPTURED) == null ? null : struct.get(CAPTURED);
        }
        return envelope instanceof Map<?, ?> map ? map.get(CAPTURED) : null;
    }

    public Schema keySchema() {
        return record.keySchema();
    }

    /** Often a {@link Struct} or a map; null where the record has no key. */
    public Object key() {
        return record.key();
    }

    public Headers headers() {
        return record.headers();
    }

    /** Topic, and partition and offset where they are known: where the record stands, never what it holds. */
    public String coordinates() {
        return coordinates(record);
    }

    static String coordinates(ConnectRecord<?> record) {
        String partition = record.kafkaPartition() == null ? "" : " partition " + record.kafkaPartition();
        String offset = record instanceof SinkRecord sink ? " offset " + sink.kafkaOffset() : "";
        return "topic " + record.topic() + partition + offset;
    }
}
