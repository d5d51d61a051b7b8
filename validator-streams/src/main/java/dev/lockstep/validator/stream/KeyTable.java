/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.KeyState;
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
 * The state of every key, and the list of undecided keys by the epoch in which they became so. Owned by one stream thread.
 *
 * <p>Invariant: a key is in the list under exactly the epoch its state names, or not at all. So the keys that a complete
 * round must judge are one range, and no key is read that has nothing to decide.
 */
final class KeyTable {
    /** A key in the list, and the epoch it is listed under. */
    @SuppressWarnings("ArrayRecordComponent")
    record Listed(long epoch, byte[] key) {}

    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<Bytes, byte[]> rows;
    private final KeyValueStore<Bytes, byte[]> undecided;
    private final StateCodec codec;

    KeyTable(KeyValueStore<Bytes, byte[]> rows, KeyValueStore<Bytes, byte[]> undecided, Names names) {
        this.rows = rows;
        this.undecided = undecided;
        this.codec = new StateCodec(names);
    }

    KeyState get(byte[] key) {
        byte[] state = rows.get(Bytes.wrap(key));
        return state == null ? KeyState.NEW : codec.decode(state);
    }

    void replace(byte[] key, KeyState before, KeyState after) {
        if (before.epoch() != after.epoch()) {
            if (before.listed()) {
                undecided.delete(entry(before.epoch(), key));
            }
            if (after.listed()) {
                undecided.put(entry(after.epoch(), key), NOTHING);
            }
        }
        rows.put(Bytes.wrap(key), codec.encode(after));
    }

    /** Whether the list has the key under the epoch its state names; after a crash it may not. */
    boolean lists(byte[] key, KeyState state) {
        return undecided.get(entry(state.epoch(), key)) != null;
    }

    /** Takes away an entry that the key's state does not name; a crash may leave one. */
    void forget(Listed stale) {
        undecided.delete(entry(stale.epoch(), stale.key()));
    }

    /** At most so many keys that are listed under an epoch from {@code from} to just below {@code to}. */
    List<Listed> listed(long from, long to, int limit) {
        List<Listed> keys = new ArrayList<>();
        // Never from the store's start: what was deleted there would be read over and over.
        try (KeyValueIterator<Bytes, byte[]> range = undecided.range(entry(from, NOTHING), entry(to, NOTHING))) {
            while (range.hasNext() && keys.size() < limit) {
                byte[] entry = range.next().key.get();
                byte[] key = new byte[entry.length - Long.BYTES];
                System.arraycopy(entry, Long.BYTES, key, 0, key.length);
                keys.add(new Listed(ByteBuffer.wrap(entry).getLong(), key));
            }
        }
        return keys;
    }

    /** Reads all of it, in one sequential pass. */
    void forEach(BiConsumer<byte[], KeyState> action) {
        try (KeyValueIterator<Bytes, byte[]> all = rows.range(Section.end(), null)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                action.accept(row.key.get(), codec.decode(row.value));
            }
        }
    }

    /**
     * Reads at most so many keys that start with a prefix, in the store's order.
     *
     * @param from the first key
     * @return the key that comes next; empty when there is none
     */
    Optional<byte[]> from(byte[] from, byte[] prefix, int limit, BiConsumer<byte[], KeyState> action) {
        List<KeyValue<Bytes, byte[]>> slice = new ArrayList<>();
        byte[] next = null;
        try (KeyValueIterator<Bytes, byte[]> range = rows.range(Bytes.wrap(from), null)) {
            while (range.hasNext() && next == null) {
                KeyValue<Bytes, byte[]> row = range.next();
                if (!startsWith(row.key.get(), prefix)) {
                    break;
                }
                if (slice.size() < limit) {
                    slice.add(row);
                } else {
                    next = row.key.get();
                }
            }
        }
        slice.forEach(row -> action.accept(row.key.get(), codec.decode(row.value)));
        return Optional.ofNullable(next);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.mismatch(key, 0, prefix.length, prefix, 0, prefix.length) < 0;
    }

    private static Bytes entry(long epoch, byte[] key) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(epoch)
                .put(key)
                .array());
    }
}
