/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.cli.engine.Counts;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of two tables found.
 *
 * @param source name of the table, empty if only the target has it
 * @param target name of the table, empty if only the source has it
 * @param gaps why the outcome is INCOMPLETE; empty when it is not
 * @param notes what is left out on purpose, and what a reader should know
 * @param key names of the key columns; empty for a multiset, and for tables not compared
 * @param grades what "equal" means for columns that have rules: the grade and the rules by name
 * @param sourceFingerprint of the rows as read, under the policy
 */
public record TableResult(
        String source,
        String target,
        Outcome outcome,
        List<String> gaps,
        List<String> notes,
        List<String> key,
        Map<String, String> grades,
        Counts counts,
        Fingerprint.Bucket sourceFingerprint,
        Fingerprint.Bucket targetFingerprint,
        long sourceRows,
        long targetRows,
        long millis,
        boolean compared) {
    public TableResult {
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
        key = List.copyOf(key);
        grades = Map.copyOf(grades);
    }

    /** Of tables that were not compared. */
    static TableResult incomplete(TablePair pair, String reason) {
        Fingerprint.Bucket none = new Fingerprint.Bucket(0, Digest128.ZERO);
        return new TableResult(
                pair.sourceName(),
                pair.targetName(),
                Outcome.INCOMPLETE,
                List.of(reason),
                List.of(),
                List.of(),
                Map.of(),
                Counts.NONE,
                none,
                none,
                0,
                0,
                0,
                false);
    }
}
