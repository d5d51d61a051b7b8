/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.level.Levels;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import java.util.Optional;

/** Looks through the scans that are complete, one after the other and in slices. Owned by one stream thread. */
final class Sweeps {
    /** More keys in a turn than are judged in one, because most of them are only read. */
    private static final int SWEPT_PER_TURN = 10_000;

    private final Reconciler reconciler;
    private final KeyTable keys;
    private final ReadPositions read;
    private final DataTopics topics;
    private final Levels levels;
    private final Totals totals;
    private final Outcome outcome;
    private final Scans scans;
    private final CountedScans counted;
    private final Relations relations;
    private final Measuring measuring;
    private final FilteredKeys filtered;
    private Optional<Sweep> running = Optional.empty();

    Sweeps(
            Reconciler reconciler,
            KeyTable keys,
            ReadPositions read,
            DataTopics topics,
            Levels levels,
            Totals totals,
            Outcome outcome,
            Scans scans,
            CountedScans counted,
            Relations relations,
            Measuring measuring,
            FilteredKeys filtered) {
        this.reconciler = reconciler;
        this.keys = keys;
        this.read = read;
        this.topics = topics;
        this.levels = levels;
        this.totals = totals;
        this.outcome = outcome;
        this.scans = scans;
        this.counted = counted;
        this.relations = relations;
        this.measuring = measuring;
        this.filtered = filtered;
    }

    /** Tells the sums of the scans that were looked through before a restart. */
    void rebuild() {
        scans.forEachSwept((topic, epoch) -> {
            String table = topics.tableOf(topic);
            totals.scanned(table, epoch);
            totals.counted(table, counted.of(table));
            totals.aggregated(table, measuring.judged(table));
        });
    }

    /**
     * One slice, if there is anything to look through.
     *
     * @param even whether all that scans have seen so far is judged; what they have not seen comes after that
     */
    void slice(boolean even) {
        if (relations.slice(SWEPT_PER_TURN)) {
            return;
        }
        if (running.isEmpty() && even) {
            running = scans.due(read).map(this::sweep);
        }
        running.filter(sweep -> sweep.slice(keys, read, totals, SWEPT_PER_TURN, outcome))
                .ifPresent(this::finish);
    }

    private Sweep sweep(Scans.Due due) {
        String table = topics.tableOf(due.topic());
        return new Sweep(
                reconciler,
                due,
                table,
                levels.of(table),
                topics.of(table).size() == 1,
                filtered,
                measuring.sweep(table, due.scan()));
    }

    private void finish(Sweep sweep) {
        sweep.counted().ifPresent(rows -> totals.counted(sweep.table(), counted.add(sweep.table(), rows)));
        if (!sweep.aggregated().isEmpty()) {
            totals.aggregated(sweep.table(), measuring.judge(sweep.table(), sweep.aggregated()));
        }
        scans.swept(sweep.due());
        relations.swept(sweep.table(), sweep.due());
        totals.scanned(sweep.table(), sweep.due().scan().epoch());
        running = Optional.empty();
    }
}
