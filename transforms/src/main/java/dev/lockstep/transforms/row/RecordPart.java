/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;

/** Which half of a record a transform works on. */
public enum RecordPart {
    KEY {
        @Override
        public Schema schema(ConnectRecord<?> record) {
            return record.keySchema();
        }

        @Override
        public Object value(ConnectRecord<?> record) {
            return record.key();
        }

        @Override
        public <R extends ConnectRecord<R>> R with(R record, Schema schema, Object value) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    schema,
                    value,
                    record.valueSchema(),
                    record.value(),
                    record.timestamp());
        }
    },
    VALUE {
        @Override
        public Schema schema(ConnectRecord<?> record) {
            return record.valueSchema();
        }

        @Override
        public Object value(ConnectRecord<?> record) {
            return record.value();
        }

        @Override
        public <R extends ConnectRecord<R>> R with(R record, Schema schema, Object value) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    schema,
                    value,
                    record.timestamp());
        }
    };

    /** Null where the record has no schema. */
    public abstract Schema schema(ConnectRecord<?> record);

    /** Null for a tombstone, or a record without key. */
    public abstract Object value(ConnectRecord<?> record);

    /** The record with this half replaced; headers and all else are kept. */
    public abstract <R extends ConnectRecord<R>> R with(R record, Schema schema, Object value);
}
