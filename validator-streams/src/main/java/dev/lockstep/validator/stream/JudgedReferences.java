/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import java.util.ArrayList;
import java.util.List;

/** What the references to keys of this partition came to, when they were last judged. Owned by one stream thread. */
final class JudgedReferences {
    /**
     * Of one relationship.
     *
     * @param scans the last scans of the parent's table at whose end it was judged, oldest first
     * @param unknown references of which nobody can say whether the parent is there
     * @param orphanKeys a few of the children, as text
     * @param inheritedKeys likewise
     */
    record Judged(
            List<Integer> scans,
            long orphans,
            long inherited,
            long pending,
            long unknown,
            List<String> orphanKeys,
            List<String> inheritedKeys) {
        static final Judged NEVER = new Judged(List.of(), 0, 0, 0, 0, List.of(), List.of());

        /** 0 before the first. */
        int lastScan() {
            return scans.isEmpty() ? 0 : scans.get(scans.size() - 1);
        }
    }

    private final Section store;

    JudgedReferences(Section store) {
        this.store = store;
    }

    Judged of(long relationship) {
        byte[] bytes = store.get(key(relationship));
        if (bytes == null) {
            return Judged.NEVER;
        }
        BinaryReader in = new BinaryReader(bytes);
        List<Integer> scans = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            scans.add(in.readInt());
        }
        return new Judged(
                scans, in.readLong(), in.readLong(), in.readLong(), in.readLong(), readTexts(in), readTexts(in));
    }

    void save(long relationship, Judged judged) {
        BinaryWriter out = new BinaryWriter().writeByte(judged.scans().size());
        judged.scans().forEach(out::writeInt);
        out.writeLong(judged.orphans())
                .writeLong(judged.inherited())
                .writeLong(judged.pending())
                .writeLong(judged.unknown());
        writeTexts(judged.orphanKeys(), out);
        writeTexts(judged.inheritedKeys(), out);
        store.put(key(relationship), out.toByteArray());
    }

    private static void writeTexts(List<String> texts, BinaryWriter out) {
        out.writeByte(texts.size());
        texts.forEach(out::writeText);
    }

    private static List<String> readTexts(BinaryReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            texts.add(in.readText());
        }
        return texts;
    }

    private static byte[] key(long relationship) {
        return new BinaryWriter().writeFixed(relationship).toByteArray();
    }
}
