/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * What was worked out once per schema. Thread-safe and bounded.
 *
 * <p>Schemas are told apart by identity: comparing them by content costs more than most of what is cached, and the
 * runtime hands out the same object for the same schema. Where it does not, the cache is emptied when it is full
 * and stays correct.
 */
public final class SchemaCache<T> {
    private static final int MAX_ENTRIES = 1_000;

    private final Map<Identity, T> entries = new ConcurrentHashMap<>();
    private final Function<Schema, T> work;

    /** What was asked for last, which is most often what is asked for next. */
    private volatile Entry<T> last;

    public SchemaCache(Function<Schema, T> work) {
        this.work = work;
    }

    @SuppressWarnings("ReferenceEquality")
    public T get(Schema schema) {
        Entry<T> latest = last;
        if (latest != null && latest.schema == schema) {
            return latest.value;
        }
        T value = find(schema);
        last = new Entry<>(schema, value);
        return value;
    }

    private T find(Schema schema) {
        Identity identity = new Identity(schema);
        T known = entries.get(identity);
        if (known != null) {
            return known;
        }
        if (entries.size() >= MAX_ENTRIES) {
            entries.clear();
        }
        T made = work.apply(schema);
        entries.put(identity, made);
        return made;
    }

    private record Entry<T>(Schema schema, T value) {}

    private static final class Identity {
        private final Schema schema;

        Identity(Schema schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Identity identity && schema == identity.schema;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(schema);
        }
    }
}
