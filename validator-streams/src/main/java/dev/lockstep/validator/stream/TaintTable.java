/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.report.Tainted;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Records that could not be assigned to a key, counted by data partition. Owned by one stream thread. */
final class TaintTable {
    private final KeyValueStore<Bytes, byte[]> store;

    TaintTable(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Counts one record; empty when it was counted before (R). */
    Optional<Tainted> add(String table, InternalRecord.Taint taint) {
        Bytes key = key(table, taint);
        byte[] before = store.get(key);
        long offset = taint.position().offset();
        Tainted after;
        if (before == null) {
            after = new Tainted(
                    taint.side(),
                    taint.position().topic(),
                    taint.position().partition(),
                    taint.reason(),
                    1,
                    offset,
                    offset);
        } else {
            Tainted known = decode(before);
            if (offset <= known.lastOffset()) {
                return Optional.empty();
            }
            after = new Tainted(
                    known.side(),
                    known.topic(),
                    known.partition(),
                    known.reason(),
                    known.records() + 1,
                    known.firstOffset(),
                    offset);
        }
        store.put(key, encode(after));
        return Optional.of(after);
    }

    void forEach(BiConsumer<String, Tainted> action) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> row = all.next();
                action.accept(new BinaryReader(row.key.get()).readText(), decode(row.value));
            }
        }
    }

    private static Bytes key(String table, InternalRecord.Taint taint) {
        return Bytes.wrap(new BinaryWriter()
                .writeText(table)
                .writeText(taint.position().topic())
                .writeLong(taint.position().partition())
                .toByteArray());
    }

    private static byte[] encode(Tainted tainted) {
        return new BinaryWriter()
                .writeChoice(tainted.side())
                .writeText(tainted.topic())
                .writeLong(tainted.partition())
                .writeText(tainted.reason())
                .writeLong(tainted.records())
                .writeLong(tainted.firstOffset())
                .writeLong(tainted.lastOffset())
                .toByteArray();
    }

    private static Tainted decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        return new Tainted(
                in.readChoice(Side.values()),
                in.readText(),
                (int) in.readLong(),
                in.readText(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
