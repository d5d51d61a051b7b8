/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The gaps between the offsets of a compacted topic: where versions may have been that compaction removed before they
 * could be read. One object for one task, so for one partition of each of several topics, and for one run of it. Owned by
 * one stream thread.
 *
 * <p>Invariant G: when a version of a key was removed between two records of the key that were read, the later one has a
 * gap's end above the offset of the earlier one. Compaction leaves the last record of a key, so what was removed stood
 * below the later one, in a gap that reading has met by then.
 *
 * <p>What is below the first record of a run counts as a gap, because it is not known here where the last run ended. In a
 * topic that is not compacted, offsets that nobody can read are markers of transactions, or were removed by retention,
 * which the baseline accounts for.
 */
final class Gaps {
    private static final class Reading {
        private long next;
        private long gapEnd;
    }

    private final Predicate<String> compacted;
    private final Map<String, Reading> readings = new HashMap<>();

    /** @param compacted by the name of a topic */
    Gaps(Predicate<String> compacted) {
        this.compacted = compacted;
    }

    /** The offset behind the last gap at or below this record, which is being read now; 0 when there is none. */
    long endAt(String topic, long offset) {
        if (!compacted.test(topic)) {
            return 0;
        }
        Reading reading = readings.computeIfAbsent(topic, any -> new Reading());
        if (offset != reading.next) {
            reading.gapEnd = offset;
        }
        reading.next = offset + 1;
        return reading.gapEnd;
    }
}
