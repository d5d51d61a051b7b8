/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.List;

/**
 * The changes of one row that still have to be written, in order: those that a later one {@linkplain
 * BoundChange#covers covers}, and those that can have no effect in the mode at hand, are gone. Most chains have one link.
 */
final class RowChain<C extends BoundChange> {
    private final List<C> links = new ArrayList<>(1);

    void add(C change, WriteMode mode) {
        if (!change.delete() && isVoid(mode)) {
            return;
        }
        // Where existing rows are skipped, a row can only follow its delete, and needs it.
        boolean covering = change.delete() || mode != WriteMode.SKIP_EXISTING;
        while (covering && !links.isEmpty() && change.covers(last())) {
            links.remove(links.size() - 1);
        }
        links.add(change);
    }

    // The row was just written, so it exists and is skipped; or it was just deleted, so there is nothing to update.
    private boolean isVoid(WriteMode mode) {
        return !links.isEmpty()
                && switch (mode) {
                    case SKIP_EXISTING -> !last().delete();
                    case UPDATE_ONLY -> last().delete();
                    case UPSERT, INSERT -> false;
                };
    }

    private C last() {
        return links.get(links.size() - 1);
    }

    List<C> links() {
        return links;
    }
}
