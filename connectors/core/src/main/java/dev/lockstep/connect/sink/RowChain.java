/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes of one row that still have to be written, in order: what can be {@linkplain BoundChange#over made one} is
 * one, and what can have no effect in the mode at hand is gone. Most chains have one link.
 */
final class RowChain<C extends BoundChange> {
    private final List<C> links = new ArrayList<>(1);

    void add(C change, WriteMode mode) {
        if (!change.delete() && isVoid(mode)) {
            return;
        }
        // Where existing rows are skipped, a row can only follow its delete, and needs it.
        boolean reducing = change.delete() || mode != WriteMode.SKIP_EXISTING;
        C latest = change;
        while (reducing && !links.isEmpty()) {
            @SuppressWarnings("unchecked") // a change over another is of its own kind
            Optional<C> both = (Optional<C>) latest.over(last());
            if (both.isEmpty()) {
                break;
            }
            links.remove(links.size() - 1);
            latest = both.get();
        }
        links.add(latest);
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
