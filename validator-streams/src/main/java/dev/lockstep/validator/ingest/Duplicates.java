/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of one reading that have the same key. A primary key forbids that, and a policy that folds a key column brings it
 * about: the store's rows {@code a} and {@code A} are then one key, and which of them it holds nobody can say (U).
 */
final class Duplicates {
    private static final Content UNKNOWN = new Content.Unknown("duplicate-key");

    private Duplicates() {}

    /** The rows, and one of unknown content in place of those that have the same key. */
    static List<Row> asUnknown(List<Row> rows) {
        Set<CanonicalKey> seen = new HashSet<>();
        Set<CanonicalKey> twice = new LinkedHashSet<>();
        for (Row row : rows) {
            if (!seen.add(row.key())) {
                twice.add(row.key());
            }
        }
        if (twice.isEmpty()) {
            return rows;
        }
        List<Row> all = new ArrayList<>(rows);
        all.removeIf(row -> twice.contains(row.key()));
        twice.forEach(key -> all.add(new Row(key, UNKNOWN, Evidence.NONE)));
        return all;
    }
}
