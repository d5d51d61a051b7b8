/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Marks;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import dev.lockstep.validator.reconcile.Round;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.record.InternalKey;
import dev.lockstep.validator.record.InternalRecord;
import java.util.List;

/**
 * The rounds of this partition: their marks, and the undecided keys that a complete one judges. Owned by one stream thread.
 */
final class Rounds {
    private final Reconciler reconciler;
    private final KeyTable keys;
    private final ReadPositions read;
    private final MarksStore store;
    private final DataTopics topics;
    private final FilteredKeys filtered;
    private final Outcome outcome;
    private Marks marks;

    Rounds(
            Reconciler reconciler,
            KeyTable keys,
            ReadPositions read,
            MarksStore store,
            DataTopics topics,
            FilteredKeys filtered,
            Outcome outcome) {
        this.reconciler = reconciler;
        this.keys = keys;
        this.read = read;
        this.store = store;
        this.topics = topics;
        this.filtered = filtered;
        this.outcome = outcome;
        this.marks = store.loadMarks();
    }

    /** The round under which a key is listed that becomes undecided now. */
    long open() {
        return marks.base();
    }

    void take(InternalRecord.Mark mark, long place, long timestamp) {
        remember(
                switch (mark.kind()) {
                    case BASE -> marks.base(mark.round());
                    case WATER -> marks.water(mark.round(), place);
                    case CLOSE -> marks.close(mark.round(), mark.lo(), mark.hi(), timestamp);
                });
    }

    private void remember(Marks next) {
        if (!next.equals(marks)) {
            marks = next;
            store.save(marks);
        }
    }

    /** Judges at most so many keys of a round that is complete. */
    void judgeDue(int limit) {
        marks.due().ifPresent(round -> judge(round, limit));
    }

    private void judge(Round round, int limit) {
        List<KeyTable.Listed> listed = keys.listed(marks.swept(), round.id(), limit);
        for (KeyTable.Listed entry : listed) {
            KeyState before = keys.get(entry.key());
            if (before.epoch() == entry.epoch()) {
                Trust trust = before.evidence()
                        .home()
                        .map(read::trust)
                        .orElseGet(() ->
                                topics.trust(InternalKey.parse(entry.key()).table()));
                outcome.take(
                        entry.key(),
                        before,
                        reconciler.onRound(before, round, filtered.trust(entry.key(), trust), marks.base()),
                        round.completedAt());
            } else {
                keys.forget(entry);
            }
        }
        if (listed.size() < limit) {
            remember(marks.afterSweep());
        }
    }

    /** At most so many keys that wait for a round, from the oldest on. */
    List<KeyTable.Listed> waiting(int limit) {
        return keys.listed(marks.swept(), Long.MAX_VALUE, limit);
    }

    /** Whether a key is to be judged and no round would come to it: a crash came between its state and the list. */
    boolean lost(byte[] key, KeyState state) {
        return state.listed() && (state.epoch() < marks.swept() || !keys.lists(key, state));
    }

    void listAgain(byte[] key, KeyState state) {
        KeyState unlisted = state.listedUnder(KeyState.NOT_LISTED);
        keys.replace(key, state, unlisted);
        keys.replace(key, unlisted, state.listedUnder(marks.base()));
    }
}
