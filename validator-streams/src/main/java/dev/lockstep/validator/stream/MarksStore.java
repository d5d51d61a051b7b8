/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Marks;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Round;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.report.Compared;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * Keeps the round markers and the read positions of a partition, and what is compared of each table. Owned by one stream
 * thread.
 */
final class MarksStore {
    private static final byte[] MARKS = key("marks");
    private static final byte[] CONSUMED = key("consumed");
    private static final byte[] REMOVED = key("removed");
    private static final byte[] GAPS = key("gaps");

    private static final String COMPARED = "compared/";

    private final Section store;

    MarksStore(Section store) {
        this.store = store;
    }

    Marks loadMarks() {
        byte[] bytes = store.get(MARKS);
        if (bytes == null) {
            return Marks.NONE;
        }
        BinaryReader in = new BinaryReader(bytes);
        return new Marks(in.readLong(), in.readLong(), in.readLong(), readRound(in), readRound(in), in.readLong());
    }

    void save(Marks marks) {
        BinaryWriter out = new BinaryWriter()
                .writeLong(marks.base())
                .writeLong(marks.water())
                .writeLong(marks.watermark());
        writeRound(out, marks.closed());
        writeRound(out, marks.due());
        store.put(MARKS, out.writeLong(marks.swept()).toByteArray());
    }

    ReadPositions loadPositions() {
        ReadPositions positions = new ReadPositions();
        byte[] consumed = store.get(CONSUMED);
        if (consumed != null) {
            BinaryReader in = new BinaryReader(consumed);
            positions.advance(in.readVectors(), in.readVectors());
        }
        loadOffsets(REMOVED, positions::removed);
        loadOffsets(GAPS, positions::gapBefore);
        return positions;
    }

    void save(ReadPositions positions) {
        store.put(
                CONSUMED,
                new BinaryWriter()
                        .writeVectors(positions.consumed())
                        .writeVectors(positions.ends())
                        .toByteArray());
        saveGaps(positions);
    }

    void saveRemoved(ReadPositions positions) {
        saveOffsets(REMOVED, positions.removed());
    }

    /** Those who read the data topics do not tell of a gap again because a task of ours begins anew. */
    void saveGaps(ReadPositions positions) {
        saveOffsets(GAPS, positions.gaps());
    }

    private void saveOffsets(byte[] key, Map<Home, Long> offsets) {
        BinaryWriter out = new BinaryWriter().writeLong(offsets.size());
        offsets.forEach((home, offset) ->
                out.writeText(home.topic()).writeLong(home.partition()).writeLong(offset));
        store.put(key, out.toByteArray());
    }

    private void loadOffsets(byte[] key, ObjLongConsumer<Home> take) {
        byte[] bytes = store.get(key);
        if (bytes != null) {
            BinaryReader in = new BinaryReader(bytes);
            for (long left = in.readLong(); left > 0; left--) {
                take.accept(new Home(in.readText(), (int) in.readLong()), in.readLong());
            }
        }
    }

    /** What observers have told of a table; empty when they have not. */
    Optional<Compared> loadCompared(String table) {
        byte[] bytes = store.get(key(COMPARED + table));
        if (bytes == null) {
            return Optional.empty();
        }
        BinaryReader in = new BinaryReader(bytes);
        String algorithm = in.readText();
        String policy = in.readText();
        List<String> columns = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
            columns.add(in.readText());
        }
        return Optional.of(new Compared(algorithm, policy, columns));
    }

    void save(String table, Compared compared) {
        BinaryWriter out = new BinaryWriter()
                .writeText(compared.algorithm())
                .writeText(compared.policy())
                .writeLong(compared.columns().size());
        compared.columns().forEach(out::writeText);
        store.put(key(COMPARED + table), out.toByteArray());
    }

    private static void writeRound(BinaryWriter out, Optional<Round> round) {
        out.writeByte(round.isPresent() ? 1 : 0);
        round.ifPresent(known -> out.writeLong(known.id())
                .writeLong(known.watermark())
                .writeVectors(known.lo())
                .writeVectors(known.hi())
                .writeLong(known.completedAt()));
    }

    private static Optional<Round> readRound(BinaryReader in) {
        return in.readByte() == 0
                ? Optional.empty()
                : Optional.of(
                        new Round(in.readLong(), in.readLong(), in.readVectors(), in.readVectors(), in.readLong()));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
