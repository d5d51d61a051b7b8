/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.report.Compared;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What observers have told of each table: what of it is compared. Owned by one stream thread. */
final class ComparedTables {
    private final MarksStore store;
    private final Map<String, Optional<Compared>> known = new HashMap<>();

    ComparedTables(MarksStore store) {
        this.store = store;
    }

    /** Empty when no observer has told. */
    Optional<Compared> of(String table) {
        return known.computeIfAbsent(table, store::loadCompared);
    }

    /** The columns whose digests are compared; none when no observer has told. */
    List<String> columnsOf(String table) {
        return of(table).map(Compared::columns).orElse(List.of());
    }

    void remember(String table, Compared now) {
        if (!of(table).equals(Optional.of(now))) {
            known.put(table, Optional.of(now));
            store.save(table, now);
        }
    }
}
