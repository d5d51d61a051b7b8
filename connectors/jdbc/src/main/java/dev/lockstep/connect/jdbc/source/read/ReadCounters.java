/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import java.util.concurrent.atomic.LongAdder;

/** What the readers of a task have done since it started. Thread-safe. */
public final class ReadCounters {
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder retries = new LongAdder();

    void emitted(Chunk chunk) {
        rows.add(chunk.records().size());
        bytes.add(chunk.bytes());
    }

    void page() {
        pages.increment();
    }

    void retry() {
        retries.increment();
    }

    public long rows() {
        return rows.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public long pages() {
        return pages.sum();
    }

    public long retries() {
        return retries.sum();
    }
}
