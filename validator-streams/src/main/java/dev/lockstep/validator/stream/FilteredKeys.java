/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.KeyState;
import dev.lockstep.validator.reconcile.Trust;
import dev.lockstep.validator.record.BinaryReader;
import dev.lockstep.validator.record.BinaryWriter;
import dev.lockstep.validator.record.InternalRecord.Filtered;

/**
 * Keys of which versions may have been compacted away unread for a version that the sink does not get: the target may
 * hold one of them. Compaction leaves the last record of a key, but here that one says nothing. There are none in topics
 * that are not compacted. Owned by one stream thread.
 */
final class FilteredKeys {
    private final Section store;
    private boolean any;

    FilteredKeys(Section store) {
        this.store = store;
        store.from(new byte[0], new byte[0], 1, (key, gapEnd) -> any = true);
    }

    boolean isEmpty() {
        return !any;
    }

    /** @param state of the key */
    void take(byte[] key, KeyState state, Filtered filtered) {
        Home home = new Home(filtered.position().topic(), filtered.position().partition());
        boolean allRead = state.evidence().home().filter(home::equals).isPresent()
                && state.evidence()
                        .latest()
                        .filter(last -> last.lastOffset() + 1 >= filtered.gapEnd())
                        .isPresent();
        if (!allRead) {
            any = true;
            store.put(key, new BinaryWriter().writeLong(filtered.gapEnd()).toByteArray());
        }
    }

    /** How far the versions of this key can be trusted, given that of its partition. */
    Trust trust(byte[] key, Trust ofPartition) {
        byte[] gapEnd = any ? store.get(key) : null;
        return gapEnd == null
                ? ofPartition
                : new Trust(
                        Math.max(ofPartition.removedBelow(), new BinaryReader(gapEnd).readLong()),
                        ofPartition.gapEnd());
    }
}
