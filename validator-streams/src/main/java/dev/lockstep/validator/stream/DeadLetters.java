/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Position;
import dev.lockstep.validator.reconcile.Verdict;
import dev.lockstep.validator.reconcile.Version;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;

/** The newest version of each key that the mover has put aside: there are few. Owned by one stream thread. */
final class DeadLetters {
    private final Section store;

    DeadLetters(Section store) {
        this.store = store;
    }

    void add(byte[] key, Position letter) {
        store.put(key, new BinaryWriter().writePosition(letter).toByteArray());
    }

    /** Whether the version that the verdict is bound to has not been written because it was put aside. */
    boolean explain(byte[] key, Verdict verdict) {
        if (verdict.kind().isEmpty()
                || !verdict.open()
                || verdict.source().isEmpty()
                || verdict.home().isEmpty()) {
            return false;
        }
        byte[] bytes = store.get(key);
        if (bytes == null) {
            return false;
        }
        Position letter = new BinaryReader(bytes).readPosition();
        Version version = verdict.source().get();
        return verdict.home().get().topic().equals(letter.topic())
                && verdict.home().get().partition() == letter.partition()
                && version.offset() <= letter.offset()
                && letter.offset() <= version.lastOffset();
    }
}
