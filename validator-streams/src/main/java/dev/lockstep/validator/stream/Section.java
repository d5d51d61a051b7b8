/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import java.nio.ByteBuffer;
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
        NAMES('n'),
        MARKS('m'),
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
        Bytes from = Bytes.wrap(new byte[] {PREFIX, kind.letter});
        Bytes to = Bytes.wrap(new byte[] {PREFIX, (byte) (kind.letter + 1)});
        try (KeyValueIterator<Bytes, byte[]> all = store.range(from, to)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                byte[] bytes = entry.key.get();
                byte[] key = new byte[bytes.length - 2];
                System.arraycopy(bytes, 2, key, 0, key.length);
                action.accept(key, entry.value);
            }
        }
    }

    private Bytes of(byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(key.length + 2)
                .put(PREFIX)
                .put(kind.letter)
                .put(key)
                .array());
    }
}
