/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A part of the store of the keys that holds something else, in front of the keys. Owned by one stream thread.
 *
 * <p>Invariant R: what was written to one store is restored in the order in which it was written. So what stands in a
 * section never speaks of keys, or of records that were processed, further than the restored keys are.
 */
final class Section {
    /** No key of the store starts with this byte: the length of a table's name comes first there. */
    private static final byte PREFIX = 0;

    /** What the sections hold; the letters stand in the changelog and never change. */
    enum Kind {
        COUNTED('c'),
        DEAD_LETTERS('d'),
        FILTERED('l'),
        HISTORIES('h'),
        JUDGED_AGGREGATES('a'),
        JUDGED_REFERENCES('j'),
        MARKS('m'),
        NAMES('n'),
        QUALITIES('q'),
        REFERENCES('f'),
        REFERRERS('p'),
        SCANS('s'),
        WAITING('w');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final Kind kind;

    Section(KeyValueStore<Bytes, byte[]> store, Kind kind) {
        this.store = store;
        this.kind = kind;
    }

    /** The first key of the store that is in no section. */
    static Bytes end() {
        return Bytes.wrap(new byte[] {PREFIX + 1});
    }

    byte[] get(byte[] key) {
        return store.get(of(key));
    }

    void put(byte[] key, byte[] value) {
        store.put(of(key), value);
    }

    void delete(byte[] key) {
        store.delete(of(key));
    }

    void forEach(BiConsumer<byte[], byte[]> action) {
        try (KeyValueIterator<Bytes, byte[]> all = store.range(of(new byte[0]), behind())) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                action.accept(keyOf(entry), entry.value);
            }
        }
    }

    /**
     * Reads at most so many entries whose keys start with a prefix, in the store's order; the action may change the store.
     *
     * @param from the first key
     * @return the key that comes next; empty when there is none
     */
    Optional<byte[]> from(byte[] from, byte[] prefix, int limit, BiConsumer<byte[], byte[]> action) {
        List<KeyValue<Bytes, byte[]>> slice = new ArrayList<>();
        Optional<byte[]> next = Optional.empty();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(of(from), behind())) {
            while (range.hasNext() && next.isEmpty()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                byte[] key = keyOf(entry);
                if (!Arrays.equals(prefix, 0, prefix.length, key, 0, Math.min(prefix.length, key.length))) {
                    break;
                }
                if (slice.size() < limit) {
                    slice.add(entry);
                } else {
                    next = Optional.of(key);
                }
            }
        }
        slice.forEach(entry -> action.accept(keyOf(entry), entry.value));
        return next;
    }

    private Bytes behind() {
        return Bytes.wrap(new byte[] {PREFIX, (byte) (kind.letter + 1)});
    }

    private static byte[] keyOf(KeyValue<Bytes, byte[]> entry) {
        byte[] bytes = entry.key.get();
        return Arrays.copyOfRange(bytes, 2, bytes.length);
    }

    private Bytes of(byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(key.length + 2)
                .put(PREFIX)
                .put(kind.letter)
                .put(key)
                .array());
    }
}
