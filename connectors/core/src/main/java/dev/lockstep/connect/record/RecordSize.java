/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** About how many bytes records take in memory: enough to bound what waits, no more. Pure. */
public final class RecordSize {
    /** Of a record itself, with its headers and positions. */
    public static final long RECORD = 200;

    private static final long OBJECT = 24;
    private static final long REFERENCE = 8;

    private RecordSize() {}

    /** @param value a key or a value, or null */
    public static long of(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof String text) {
            return 2 * OBJECT + text.length();
        }
        if (value instanceof Struct struct) {
            return ofFields(struct);
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
                size += 2 * OBJECT + of(entry.getKey()) + of(entry.getValue());
            }
            return size;
        }
        if (value instanceof List<?> list) {
            long size = 2 * OBJECT;
            for (Object element : list) {
                size += REFERENCE + of(element);
            }
            return size;
        }
        return OBJECT;
    }

    private static long ofFields(Struct struct) {
        List<Field> fields = struct.schema().fields();
        long size = 2 * OBJECT;
        // By place, not by name or iterator: for each record, these cost more than the sum. A default that stands in
        // for
        // null here does no harm.
        for (int place = 0; place < fields.size(); place++) {
            size += REFERENCE + of(struct.get(fields.get(place)));
        }
        return size;
    }
}
