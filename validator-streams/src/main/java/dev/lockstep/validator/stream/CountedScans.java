/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.report.PartialSums.Counted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The rows of the last scans of the tables of which only the number is compared. Owned by one stream thread. */
final class CountedScans {
    /** So that all partitions have one in common, though they do not come to its end together. */
    private static final int KEPT = 2;

    private final Section store;

    CountedScans(Section store) {
        this.store = store;
    }

    /** Oldest first; none before the first. */
    List<Counted> of(String table) {
        byte[] bytes = store.get(key(table));
        List<Counted> scans = new ArrayList<>();
        if (bytes != null) {
            BinaryReader in = new BinaryReader(bytes);
            for (int left = in.readByte(); left > 0; left--) {
                scans.add(new Counted(in.readInt(), in.readLong(), in.readLong(), in.readLong()));
            }
        }
        return scans;
    }

    /** With one more in place of the oldest. */
    List<Counted> add(String table, Counted newest) {
        List<Counted> scans = of(table);
        scans.removeIf(scan -> scan.scan() >= newest.scan());
        scans.add(newest);
        List<Counted> kept = scans.subList(Math.max(0, scans.size() - KEPT), scans.size());
        BinaryWriter out = new BinaryWriter().writeByte(kept.size());
        kept.forEach(scan -> out.writeInt(scan.scan())
                .writeLong(scan.seen())
                .writeLong(scan.surely())
                .writeLong(scan.possibly()));
        store.put(key(table), out.toByteArray());
        return List.copyOf(kept);
    }

    private static byte[] key(String table) {
        return table.getBytes(StandardCharsets.UTF_8);
    }
}
