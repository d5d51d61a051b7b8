/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.reconcile.Sums;
import dev.lockstep.validator.reconcile.Version;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.report.Compared;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.Tainted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sums of every table in this partition. In memory only: they are rebuilt from the keys whenever the task starts, so
 * they cannot drift. Owned by one stream thread.
 */
final class Totals {
    /** One pending key of a table, the one that waits longest as far as is known. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Oldest(byte[] canonicalKey, PartialSums.Waiting waiting) {}

    private static final class OfTable {
        private final Sums sums = new Sums();
        private final Map<String, Tainted> tainted = new TreeMap<>();
        private Optional<Oldest> oldest = Optional.empty();
        private int scan;
        private Optional<PartialSums.Read> read = Optional.empty();
        private Optional<Compared> compared = Optional.empty();
    }

    private final Map<String, OfTable> tables = new TreeMap<>();
    private final Set<String> changed = new HashSet<>();

    void replace(InternalKey key, KeyState before, KeyState after) {
        OfTable table = table(key.table());
        table.sums.replace(key.canonicalKey(), before, after);
        if (after.pending()) {
            consider(table, key.canonicalKey(), after);
        } else if (before.pending()) {
            table.oldest = table.oldest.filter(oldest -> !Arrays.equals(oldest.canonicalKey(), key.canonicalKey()));
        }
    }

    void taint(String name, Tainted tainted) {
        OfTable table = table(name);
        table.tainted.put(tainted.topic() + "/" + tainted.partition(), tainted);
        table.sums.reach(tainted.side(), tainted.topic(), tainted.partition(), tainted.lastOffset());
    }

    /** A scan of the table has been looked through to its end. */
    void scanned(String name, int epoch) {
        table(name).scan = epoch;
    }

    /** How far the table's topic has been read; of a table that has no keys here too, once a scan has looked for them. */
    void read(String name, PartialSums.Read read) {
        OfTable table = tables.get(name);
        if (table != null && !table.read.equals(Optional.of(read))) {
            table.read = Optional.of(read);
            changed.add(name);
        }
    }

    void compared(String name, Compared compared) {
        OfTable table = tables.get(name);
        if (table != null) {
            table.compared = Optional.of(compared);
        }
    }

    /** Tables that have pending keys and for which none of these is known any more. */
    boolean lacksOldest() {
        return tables.values().stream().anyMatch(table -> table.sums.pending() > 0 && table.oldest.isEmpty());
    }

    /** A key that is pending now; taken where none is known or it waits longer. */
    void offer(InternalKey key, KeyState state) {
        if (state.pending()) {
            consider(table(key.table()), key.canonicalKey(), state);
        }
    }

    /** The sums of the tables that changed since the last call. */
    List<PartialSums> changed(int partition) {
        List<PartialSums> partials = new ArrayList<>();
        for (String name : changed) {
            OfTable table = tables.get(name);
            partials.add(PartialSums.of(
                    name,
                    partition,
                    table.sums,
                    List.copyOf(table.tainted.values()),
                    table.scan,
                    table.read,
                    table.compared,
                    table.oldest.map(Oldest::waiting)));
        }
        changed.clear();
        return partials;
    }

    private OfTable table(String name) {
        changed.add(name);
        return tables.computeIfAbsent(name, any -> new OfTable());
    }

    private static void consider(OfTable table, byte[] canonicalKey, KeyState state) {
        boolean older = table.oldest
                .map(oldest -> state.unsettledSince() < oldest.waiting().since())
                .orElse(true);
        if (older) {
            Home home = state.evidence().home().orElse(new Home("", 0));
            long offset = state.evidence().latest().map(Version::offset).orElse(0L);
            table.oldest = Optional.of(new Oldest(
                    canonicalKey,
                    new PartialSums.Waiting(home.topic(), home.partition(), offset, state.unsettledSince())));
        }
    }

    /** Rows of one side of a table, for the log line of a rebuild. */
    long rows(Side side) {
        return tables.values().stream()
                .mapToLong(table -> table.sums.rows(side))
                .sum();
    }
}
