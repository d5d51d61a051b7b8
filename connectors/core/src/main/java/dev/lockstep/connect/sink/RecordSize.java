/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** About how many bytes a record takes in memory: enough to bound a buffer, no more. Pure. */
final class RecordSize {
    private static final long RECORD = 200;
    private static final long OBJECT = 24;

    private RecordSize() {}

    static long of(SinkRecord record) {
        return RECORD + ofValue(record.key()) + ofValue(record.value());
    }

    private static long ofValue(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof String text) {
            return 2 * OBJECT + text.length();
        }
        if (value instanceof Struct struct) {
            long size = 2 * OBJECT;
            for (Field field : struct.schema().fields()) {
                size += 8 + ofValue(struct.get(field));
            }
            return size;
        }
        if (value instanceof byte[] bytes) {
            return OBJECT + bytes.length;
        }
        if (value instanceof ByteBuffer buffer) {
            return 2 * OBJECT + buffer.remaining();
        }
        if (value instanceof Map<?, ?> map) {
            long size = 2 * OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += 2 * OBJECT + ofValue(entry.getKey()) + ofValue(entry.getValue());
            }
            return size;
        }
        if (value instanceof List<?> list) {
            long size = 2 * OBJECT;
            for (Object element : list) {
                size += 8 + ofValue(element);
            }
            return size;
        }
        return OBJECT;
    }
}
