/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.cli.engine.Side;
import java.util.concurrent.atomic.LongAdder;

/** How far the reading of one table is. Thread-safe: lanes write, whoever shows progress reads. */
public final class Activity {
    private final String table;
    private final long estimatedRows;
    private final LongAdder sourceRows = new LongAdder();
    private final LongAdder targetRows = new LongAdder();
    private volatile boolean joining;

    /** @param estimatedRows of both sides together; 0 when nobody knows */
    Activity(String table, long estimatedRows) {
        this.table = table;
        this.estimatedRows = estimatedRows;
    }

    void read(Side side, long rows) {
        (side == Side.SOURCE ? sourceRows : targetRows).add(rows);
    }

    void join() {
        joining = true;
    }

    public String table() {
        return table;
    }

    public long estimatedRows() {
        return estimatedRows;
    }

    public long rows(Side side) {
        return (side == Side.SOURCE ? sourceRows : targetRows).sum();
    }

    public boolean isJoining() {
        return joining;
    }
}
