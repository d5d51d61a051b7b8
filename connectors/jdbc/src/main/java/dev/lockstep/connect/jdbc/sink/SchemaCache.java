/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps what was worked out for the record schemas seen last. Not thread-safe.
 *
 * <p>Converters hand out the same schema object again and again, so the last one is compared by identity before any
 * schema is compared field by field.
 */
final class SchemaCache<K, V> {
    private static final int SIZE = 64;

    private final Map<K, V> recent = new LinkedHashMap<>(SIZE, 0.75f, true);
    private K lastKey;
    private V lastValue;

    @SuppressWarnings("ReferenceEquality")
    V get(K key, Function<K, V> make) {
        if (lastValue != null && lastKey == key) {
            return lastValue;
        }
        V value = recent.get(key);
        if (value == null) {
            value = make.apply(key);
            if (recent.size() >= SIZE) {
                recent.remove(recent.keySet().iterator().next());
            }
            recent.put(key, value);
        }
        lastKey = key;
        lastValue = value;
        return value;
    }
}
