/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.measure.History;
import dev.lockstep.validator.measure.Measured;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What versions hold in the columns that are added up, key by key. Owned by one stream thread. */
final class Histories {
    private final Section store;

    Histories(Section store) {
        this.store = store;
    }

    Optional<History> of(Measured measured, byte[] internalKey) {
        return Optional.ofNullable(store.get(key(measured, internalKey))).map(Histories::decode);
    }

    void keep(Measured measured, byte[] internalKey, History before, History after) {
        if (!after.equals(before)) {
            store.put(key(measured, internalKey), encode(after));
        }
    }

    private static byte[] key(Measured measured, byte[] internalKey) {
        return ByteBuffer.allocate(Long.BYTES + internalKey.length)
                .putLong(measured.id())
                .put(internalKey)
                .array();
    }

    private static byte[] encode(History history) {
        BinaryWriter out = new BinaryWriter()
                .writeByte(history.truncated() ? 1 : 0)
                .writeByte(history.entries().size());
        for (History.Entry entry : history.entries()) {
            out.writeLong(entry.offset())
                    .writeLong(entry.last() - entry.offset())
                    .writeByte(entry.afterGap() ? 1 : 0)
                    .writeMeasures(entry.values());
        }
        return out.toByteArray();
    }

    private static History decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        boolean truncated = in.readByte() == 1;
        List<History.Entry> entries = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            long offset = in.readLong();
            entries.add(new History.Entry(offset, offset + in.readLong(), in.readByte() == 1, in.readMeasures()));
        }
        return new History(entries, truncated);
    }
}
