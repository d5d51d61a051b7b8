/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.Image;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Observation.Sample;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.ScanEpoch;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.reconcile.Window;
import dev.lockstep.validator.record.InternalKey;
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
    private Optional<byte[]> next = Optional.empty();
    private boolean begun;

    Sweep(Reconciler reconciler, Scans.Due due, String table) {
        this.reconciler = reconciler;
        this.due = due;
        this.table = table;
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
            totals.recount(table);
        }
        begun = true;
        next = keys.from(from, InternalKey.ofTable(table).toBytes(), limit, (key, state) -> {
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
                                trust(state, read),
                                due.scan().epoch()),
                        due.scan().at());
            }
        });
        if (next.isEmpty()) {
            totals.recounted(table);
        }
        return next.isEmpty();
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
