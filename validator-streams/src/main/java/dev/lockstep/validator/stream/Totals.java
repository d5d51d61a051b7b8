/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.reconcile.Standing;
import dev.lockstep.validator.reconcile.Sums;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.report.Compared;
import dev.lockstep.validator.report.PartialSums;
import dev.lockstep.validator.report.RatedRows;
import dev.lockstep.validator.report.Tainted;
import java.util.ArrayList;
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
    private static final class OfTable {
        private final Level level;
        private final Sums sums = new Sums();
        private final Map<String, Tainted> tainted = new TreeMap<>();
        private final PendingKeys pending = new PendingKeys();
        private final SampleKeys masked = new SampleKeys();
        private int scan;
        private Optional<PartialSums.Read> read = Optional.empty();
        private Optional<Compared> compared = Optional.empty();
        private List<PartialSums.Counted> counted = List.of();
        private List<PartialSums.Related> related = List.of();
        private List<PartialSums.Aggregated> aggregated = List.of();
        private Optional<RatedRows> rated = Optional.empty();

        private OfTable(Level level) {
            this.level = level;
        }
    }

    private final Levels levels;

    private final Map<String, OfTable> tables = new TreeMap<>();
    private final Set<String> changed = new HashSet<>();

    Totals(Levels levels) {
        this.levels = levels;
    }

    void replace(InternalKey key, KeyState before, KeyState after) {
        OfTable table = table(key.table());
        if (!table.level.covers(key.canonicalKey())) {
            table.sums.replaceUncovered(before, after);
            return;
        }
        table.sums.replace(key.canonicalKey(), before, after);
        table.pending.replace(key.canonicalKey(), before.pending(), after);
        table.masked.replace(
                key.canonicalKey(),
                after.standing() == Standing.VERIFIED && after.evidence().masked());
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

    /** The rows of the last scans were counted. */
    void counted(String name, List<PartialSums.Counted> counted) {
        table(name).counted = counted;
    }

    /** What the last scans came to in the columns that are added up. */
    void aggregated(String name, List<PartialSums.Aggregated> aggregated) {
        table(name).aggregated = aggregated;
    }

    /** How the rows of the table stood up to their rules. */
    void rated(String name, RatedRows rated) {
        table(name).rated = Optional.of(rated);
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

    /** What the references of a child table came to; it has a line even if nothing was ever read of it. */
    void related(String name, List<PartialSums.Related> related) {
        if (!of(name).related.equals(related)) {
            table(name).related = related;
        }
    }

    /** Rows of the source, judged or not. */
    long sourceRows(String name) {
        OfTable table = tables.get(name);
        return table == null ? 0 : table.sums.rows(Side.SOURCE) + table.sums.uncovered();
    }

    /** Whether a table has pending keys and it is not known which of them waits longest. */
    boolean lacksOldest() {
        return tables.values().stream()
                .anyMatch(table -> table.sums.pending() > 0
                        && table.pending.oldest(table.sums.pending()).isEmpty());
    }

    /** All keys of the table are about to be given to {@link #offer}. */
    void recount(String name) {
        of(name).pending.recount();
    }

    /** A pending key as it is. */
    void offer(InternalKey key, KeyState state) {
        of(key.table()).pending.replace(key.canonicalKey(), true, state);
    }

    void recounted(String name) {
        OfTable table = of(name);
        Optional<PartialSums.Waiting> before = table.pending.oldest(table.sums.pending());
        table.pending.recounted();
        if (!table.pending.oldest(table.sums.pending()).equals(before)) {
            changed.add(name);
        }
    }

    Set<String> names() {
        return Set.copyOf(tables.keySet());
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
                    table.pending.oldest(table.sums.pending()),
                    table.pending.texts(),
                    table.masked.texts(),
                    table.counted,
                    table.related,
                    table.aggregated,
                    table.rated));
        }
        changed.clear();
        return partials;
    }

    private OfTable table(String name) {
        changed.add(name);
        return of(name);
    }

    private OfTable of(String name) {
        return tables.computeIfAbsent(name, any -> new OfTable(levels.of(name)));
    }

    /** Rows of one side of a table, for the log line of a rebuild. */
    long rows(Side side) {
        return tables.values().stream()
                .mapToLong(table -> table.sums.rows(side))
                .sum();
    }
}
