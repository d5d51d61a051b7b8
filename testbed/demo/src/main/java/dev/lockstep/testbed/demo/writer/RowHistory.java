/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers, for each row that the writer has replaced at least twice, the version before the current one.
 *
 * <p>The version a row was loaded with is not remembered: only a version the writer has written itself is certain to
 * have been a record of the change stream. Thread-safe.
 */
final class RowHistory {
    private final Map<Long, Instant> lastWritten = new HashMap<>();
    private final Map<Long, PastVersion> previous = new HashMap<>();

    /** A row's version {@code replacedRow} has been replaced by a newer one, committed at {@code now}. */
    synchronized void replaced(DemoTable table, long key, String replacedRow, Instant now) {
        Instant writtenAt = lastWritten.put(key, now);
        if (writtenAt != null) {
            previous.put(key, new PastVersion(table, key, replacedRow, writtenAt));
        }
    }

    /** The most recent version written after {@code instant} and replaced since; ties go to the smallest key. */
    synchronized Optional<PastVersion> latestWrittenAfter(Instant instant) {
        return previous.values().stream()
                .filter(version -> version.writtenAt().isAfter(instant))
                .max(Comparator.comparing(PastVersion::writtenAt)
                        .thenComparing(
                                Comparator.comparingLong(PastVersion::key).reversed()));
    }
}
