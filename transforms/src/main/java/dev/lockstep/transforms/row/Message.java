/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

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
    public String topic() {
        return record.topic();
    }

    /** Milliseconds since 1970, or null. */
    public Long timestamp() {
        return record.timestamp();
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
