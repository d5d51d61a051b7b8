/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Reconciler;
import java.time.Duration;

/**
 * Drops the state of keys that neither side has had a row of for long. Owned by one stream thread.
 *
 * <p>Invariant R: of each partition it is kept up to which offset versions of forgotten keys stood, and it is kept before
 * the first of them is dropped. A version below that is none of a new key but one that is read again; an observation from
 * before it, which a restart or a mover that was set back may bring, says nothing of keys whose history is not known there.
 */
final class Forgetting {
    private final KeyTable keys;
    private final ReadPositions read;
    private final MarksStore marks;
    private final long seconds;

    /** @param retention how long after the last scan that has met a row of theirs */
    Forgetting(KeyTable keys, ReadPositions read, MarksStore marks, Duration retention) {
        this.keys = keys;
        this.read = read;
        this.marks = marks;
        this.seconds = retention.toSeconds();
    }

    /**
     * Looks at a key that a scan has not met.
     *
     * @param scan the second in which the scan began
     * @return the key's state now
     */
    KeyState pass(byte[] key, KeyState state, int scan) {
        if (!Reconciler.settledAbsence(state)) {
            return state;
        }
        if (state.seenEpoch() == 0) {
            KeyState noticed = state.seenIn(scan);
            keys.replace(key, state, noticed);
            return noticed;
        }
        if (scan - state.seenEpoch() < seconds) {
            return state;
        }
        state.evidence()
                .home()
                .ifPresent(home -> state.evidence().latest().ifPresent(version -> {
                    if (!read.forgotten(home, version.lastOffset())) {
                        read.forgot(home, version.lastOffset() + 1);
                        marks.saveForgotten(read);
                    }
                }));
        keys.delete(key);
        return KeyState.NEW;
    }
}
