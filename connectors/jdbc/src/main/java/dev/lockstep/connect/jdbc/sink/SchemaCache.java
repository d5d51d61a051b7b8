/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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
        return lastValue != null && lastKey == key ? lastValue : find(key, UnaryOperator.identity(), make);
    }

    /**
     * For keys that are made anew for each record.
     *
     * @param copy makes a key that can be kept
     */
    V getOrMake(K key, UnaryOperator<K> copy, Function<K, V> make) {
        return lastValue != null && lastKey.equals(key) ? lastValue : find(key, copy, make);
    }

    private V find(K key, UnaryOperator<K> copy, Function<K, V> make) {
        V value = recent.get(key);
        K kept = copy.apply(key);
        if (value == null) {
            value = make.apply(kept);
            if (recent.size() >= SIZE) {
                recent.remove(recent.keySet().iterator().next());
            }
            recent.put(kept, value);
        }
        lastKey = kept;
        lastValue = value;
        return value;
    }
}
