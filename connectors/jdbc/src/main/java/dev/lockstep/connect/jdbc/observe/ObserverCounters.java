/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a task has done since it started. Thread-safe. */
final class ObserverCounters {
    private final LongAdder rows = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder epochs = new LongAdder();
    private final LongAdder keys = new LongAdder();
    private final LongAdder keyless = new LongAdder();
    private final LongAdder retries = new LongAdder();

    void read(List<Row> read, int inPages) {
        rows.add(read.size());
        unknown.add(read.stream()
                .filter(row -> row.content() instanceof Content.Unknown)
                .count());
        pages.add(inPages);
    }

    void epoch() {
        epochs.increment();
    }

    void followed(int more) {
        keys.add(more);
    }

    void keyless(int more) {
        keyless.add(more);
    }

    void retry() {
        retries.increment();
    }

    long rows() {
        return rows.sum();
    }

    long unknown() {
        return unknown.sum();
    }

    long pages() {
        return pages.sum();
    }

    long epochs() {
        return epochs.sum();
    }

    long keys() {
        return keys.sum();
    }

    long withoutKey() {
        return keyless.sum();
    }

    long retries() {
        return retries.sum();
    }
}
