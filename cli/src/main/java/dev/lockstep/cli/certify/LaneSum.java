/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.certify;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.cli.row.RowPacker;
import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.RowCursor;
import dev.lockstep.connect.jdbc.read.UnreadableValue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Adds up the rows of one lane. Used by one thread, once. */
final class LaneSum implements Callable<LaneSum.Sum> {
    private static final int MAX_REASONS = 5;

    /** @param reasons why rows are not in the sum, a few of them */
    record Sum(Fingerprint fingerprint, Set<String> reasons) {}

    private final ReadableDatabase database;
    private final Reading reading;
    private final Lane lane;
    private final Set<String> reasons = new TreeSet<>();

    LaneSum(ReadableDatabase database, Reading reading, Lane lane) {
        this.database = database;
        this.reading = reading;
        this.lane = lane;
    }

    @Override
    public Sum call() {
        RowPacker packer = reading.packer();
        try (RowCursor cursor = database.rows(reading.table(), reading.names(), lane)) {
            // A row that cannot be digested makes any answer impossible, so there is no need to read on for long.
            while (reasons.size() < MAX_REASONS && cursor.next()) {
                add(cursor, packer);
            }
        }
        return new Sum(packer.fingerprint(), reasons);
    }

    private void add(RowCursor cursor, RowPacker packer) {
        try {
            packer.pack(index -> readable(cursor.value(index))).ifPresent(reasons::add);
        } catch (UnencodableValueException e) {
            reasons.add(String.valueOf(e.getMessage()));
        }
    }

    private static Object readable(Object value) {
        if (value instanceof UnreadableValue unreadable) {
            throw new UnencodableValueException(
                    "Column " + unreadable.column() + " holds a value that cannot be read: " + unreadable.reason());
        }
        return value;
    }
}
