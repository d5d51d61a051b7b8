/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.level.Level;
import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.Presence;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.ScanEpoch;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Window;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.report.PartialSums;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the keys of a table that a whole scan has not seen: each was absent at some instant between the beginning and
 * the end of the scan. In slices, over our own keys: never over ranges, because no two stores order keys alike.
 *
 * <p>Owned by one stream thread. A sweep that a crash cuts off begins again and says the same.
 */
final class Sweep {
    private final Reconciler reconciler;
    private final Scans.Due due;
    private final String table;
    private final Level level;
    private final boolean onlyTopic;
    private final FilteredKeys filtered;
    private final Optional<AggregateSweep> aggregates;
    private Optional<byte[]> next = Optional.empty();
    private boolean begun;
    private boolean conclusive;
    private long surely;
    private long possibly;

    /**
     * @param onlyTopic whether all rows of the table come from the topic under which it was scanned
     * @param aggregates adds up what the scan ought to come to; empty where nothing is added up
     */
    Sweep(
            Reconciler reconciler,
            Scans.Due due,
            String table,
            Level level,
            boolean onlyTopic,
            FilteredKeys filtered,
            Optional<AggregateSweep> aggregates) {
        this.reconciler = reconciler;
        this.due = due;
        this.table = table;
        this.level = level;
        this.onlyTopic = onlyTopic;
        this.filtered = filtered;
        this.aggregates = aggregates;
    }

    Scans.Due due() {
        return due;
    }

    String table() {
        return table;
    }

    /**
     * One slice; true when it was the last.
     *
     * @param totals learns which pending keys there are
     */
    boolean slice(KeyTable keys, ReadPositions read, Totals totals, int limit, Outcome outcome) {
        byte[] from = begun ? next.orElseThrow() : InternalKey.ofTable(table).toBytes();
        if (!begun) {
            // What is found missing from what was read is above the scan from now on.
            conclusive =
                    onlyTopic && filtered.isEmpty() && read.trust(due.topic()).equals(Trust.FULL);
            totals.recount(table);
        }
        begun = true;
        next = keys.from(from, InternalKey.ofTable(table).toBytes(), limit, (key, state) -> {
            aggregates.ifPresent(adding -> adding.add(key, state.evidence()));
            if (!level.covers(InternalKey.parse(key).canonicalKey())) {
                count(key, state, outcome);
                return;
            }
            if (state.pending()) {
                totals.offer(InternalKey.parse(key), state);
            }
            if (state.seenEpoch() < due.scan().epoch() && mayBeThere(state) && ofTheTopic(state)) {
                outcome.take(
                        key,
                        state,
                        reconciler.onSample(
                                state,
                                absent(state),
                                Snapshot.unordered(due.scan().at()),
                                filtered.trust(key, trust(state, read)),
                                due.scan().epoch()),
                        due.scan().at());
            }
        });
        if (next.isEmpty()) {
            totals.recounted(table);
        }
        return next.isEmpty();
    }

    /** How many rows the scan ought to have met, and how many it did; empty where that is not asked, or nobody can say. */
    Optional<PartialSums.Counted> counted() {
        return conclusive && level instanceof Level.Count
                ? Optional.of(
                        new PartialSums.Counted(due.scan().epoch(), due.scan().rows(), surely, possibly))
                : Optional.empty();
    }

    /** What the scan ought to come to, and what it did; likewise. */
    List<PartialSums.Aggregated> aggregated() {
        return conclusive ? aggregates.map(AggregateSweep::result).orElse(List.of()) : List.of();
    }

    /** Of a key that is not judged it is only known whether it has a row, and the next scan will not look back. */
    private void count(byte[] key, KeyState state, Outcome outcome) {
        Window window = state.evidence().home().map(due.scan()::window).orElse(new Window(0, 0));
        Presence presence = Presence.of(state.evidence(), window);
        surely += presence.surely() ? 1 : 0;
        possibly += presence.possibly() ? 1 : 0;
        outcome.take(
                key, state, reconciler.onPassed(state, window.lo()), due.scan().at());
    }

    private static boolean mayBeThere(KeyState state) {
        return !state.evidence().expected().absent()
                || !state.evidence().observed().absent()
                || state.openVerdict().isPresent()
                || state.pending();
    }

    /** The scan's positions say nothing of keys whose versions stand in another topic of the table. */
    private boolean ofTheTopic(KeyState state) {
        return state.evidence().home().map(Home::topic).map(due.topic()::equals).orElse(true);
    }

    private Sample absent(KeyState state) {
        ScanEpoch scan = due.scan();
        Window window = state.evidence().home().map(scan::window).orElse(new Window(0, 0));
        return new Sample(Image.ABSENT, window, scan.at());
    }

    private Trust trust(KeyState state, ReadPositions read) {
        Optional<Home> home = state.evidence().home();
        return home.isPresent() ? read.trust(home.get()) : read.trust(due.topic());
    }
}
