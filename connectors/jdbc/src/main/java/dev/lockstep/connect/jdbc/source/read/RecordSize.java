/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** About how much memory a record's value takes, so that the queue can be bounded by it. */
final class RecordSize {
    /** Of the record itself and its key. */
    static final int RECORD = 250;

    private static final int OBJECT = 24;
    private static final int REFERENCE = 4;

    private RecordSize() {}

    static long of(Object value) {
        if (value instanceof Struct struct) {
            long size = OBJECT;
            for (Field field : struct.schema().fields()) {
                size += REFERENCE + of(struct.getWithoutDefault(field.name()));
            }
            return size;
        }
        if (value instanceof String text) {
            return 2L * OBJECT + text.length();
        }
        if (value instanceof byte[] bytes) {
            return (long) OBJECT + bytes.length;
        }
        if (value instanceof ByteBuffer bytes) {
            return 3L * OBJECT + bytes.remaining();
        }
        if (value instanceof Collection<?> elements) {
            return OBJECT + elements.stream().mapToLong(RecordSize::of).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return OBJECT
                    + map.entrySet().stream()
                            .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
                            .sum();
        }
        return value == null || value instanceof Boolean ? 0 : OBJECT;
    }
}
