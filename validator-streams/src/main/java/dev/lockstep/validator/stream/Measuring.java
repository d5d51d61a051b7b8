/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.measure.History;
import dev.lockstep.validator.measure.Measured;
import dev.lockstep.validator.measure.MeasuredTables;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.ScanEpoch;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.InternalRecord.Detailed;
import dev.lockstep.validator.report.PartialSums.Aggregated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The columns that are added up, in one partition. Owned by one stream thread. */
final class Measuring {
    /** So that all partitions have one in common, though they do not come to its end together. */
    private static final int KEPT_SCANS = 2;

    private static final String NOT_SEEN = "";

    private final MeasuredTables tables;
    private final Histories histories;
    private final Section judged;

    /** @param rows the store of the keys */
    Measuring(MeasuredTables tables, KeyValueStore<Bytes, byte[]> rows) {
        this.tables = tables;
        this.histories = new Histories(new Section(rows, Section.Kind.HISTORIES));
        this.judged = new Section(rows, Section.Kind.JUDGED_AGGREGATES);
    }

    /**
     * A version was read.
     *
     * @param before the state of its key before that
     */
    void take(String table, byte[] key, KeyState before, Detailed version) {
        tables.of(table)
                .filter(measured ->
                        measured.columns().size() == version.measures().size())
                .ifPresent(measured -> {
                    History history = histories
                            .of(measured, key)
                            .orElse(new History(
                                    List.of(), !before.evidence().versions().isEmpty()));
                    History after = history.with(
                            version.row().position().offset(), version.row().gapEnd(), version.measures());
                    histories.keep(measured, key, history, after);
                });
    }

    /** Empty where nothing is added up. */
    Optional<AggregateSweep> sweep(String table, ScanEpoch scan) {
        return tables.of(table).map(measured -> new AggregateSweep(measured, scan, histories));
    }

    /** What the last scans of the table came to, oldest first. */
    List<Aggregated> judged(String table) {
        List<Aggregated> known = new ArrayList<>();
        tables.of(table).map(measured -> judged.get(key(measured))).ifPresent(bytes -> {
            BinaryReader in = new BinaryReader(bytes);
            for (long left = in.readLong(); left > 0; left--) {
                int scan = in.readInt();
                String column = in.readText();
                String seen = in.readText();
                known.add(new Aggregated(scan, column, seen.equals(NOT_SEEN) ? null : seen, in.readText()));
            }
        });
        return known;
    }

    /** The same with one scan more in place of the oldest. */
    List<Aggregated> judge(String table, List<Aggregated> newest) {
        List<Aggregated> all = new ArrayList<>(judged(table));
        all.removeIf(known -> known.scan() >= newest.get(0).scan());
        all.addAll(newest);
        List<Integer> scans = all.stream()
                .map(Aggregated::scan)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(KEPT_SCANS)
                .toList();
        all.removeIf(known -> !scans.contains(known.scan()));
        BinaryWriter out = new BinaryWriter().writeLong(all.size());
        for (Aggregated one : all) {
            out.writeInt(one.scan())
                    .writeText(one.column())
                    .writeText(one.seen() == null ? NOT_SEEN : one.seen())
                    .writeText(one.expected());
        }
        tables.of(table).ifPresent(measured -> judged.put(key(measured), out.toByteArray()));
        return List.copyOf(all);
    }

    private static byte[] key(Measured measured) {
        return measured.text().getBytes(StandardCharsets.UTF_8);
    }
}
