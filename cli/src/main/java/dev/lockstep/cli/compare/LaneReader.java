/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Fingerprint;
import dev.lockstep.cli.engine.RowJoin;
import dev.lockstep.cli.engine.RowLayout;
import dev.lockstep.cli.engine.Side;
import dev.lockstep.cli.row.RowPacker;
import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.RowCursor;
import dev.lockstep.connect.jdbc.read.UnreadableValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads one lane of one side into the join. Used by one thread, once. */
final class LaneReader implements Callable<LaneReader.Read> {
    private static final int ROWS_PER_REPORT = 1_000;
    private static final int MAX_REASONS = 5;

    /**
     * What came of a lane.
     *
     * @param unidentified rows that are in no way part of the join, because not even their key can be told
     * @param reasons why values could not be read, a few of them
     */
    record Read(Side side, long rows, long unidentified, Set<String> reasons, Fingerprint fingerprint) {}

    private final ReadableDatabase database;
    private final TablePlan plan;
    private final Side side;
    private final Lane lane;
    private final RowJoin join;
    private final Activity activity;
    private final AtomicBoolean stopped;
    private final Set<String> reasons = new TreeSet<>();

    LaneReader(
            ReadableDatabase database,
            TablePlan plan,
            Side side,
            Lane lane,
            RowJoin join,
            Activity activity,
            AtomicBoolean stopped) {
        this.database = database;
        this.plan = plan;
        this.side = side;
        this.lane = lane;
        this.join = join;
        this.activity = activity;
        this.stopped = stopped;
    }

    @Override
    public Read call() throws IOException {
        RowLayout layout = plan.layout();
        RowPacker packer = new RowPacker(plan.rowColumns(side), plan.key(), layout, DigestAlgorithm.XXH3_128);
        long rows = 0;
        long unidentified = 0;
        boolean finished = false;
        List<String> names = plan.columnNames(side);
        try (RowCursor cursor = database.rows(plan.table(side), names, lane)) {
            while (!stopped.get() && cursor.next()) {
                unidentified += add(cursor, packer) ? 0 : 1;
                if (++rows % ROWS_PER_REPORT == 0) {
                    activity.read(side, ROWS_PER_REPORT);
                }
            }
            finished = true;
        } finally {
            stopped.compareAndSet(false, !finished);
        }
        activity.read(side, rows % ROWS_PER_REPORT);
        return new Read(side, rows, unidentified, reasons, packer.fingerprint());
    }

    private boolean add(RowCursor cursor, RowPacker packer) throws IOException {
        try {
            Optional<String> unknown = packer.pack(index -> readable(cursor.value(index)));
            unknown.ifPresent(this::remember);
        } catch (UnencodableValueException e) {
            remember(String.valueOf(e.getMessage()));
            return false;
        }
        join.add(side, packer.row());
        return true;
    }

    private static Object readable(Object value) {
        if (value instanceof UnreadableValue unreadable) {
            throw new UnencodableValueException(
                    "Column " + unreadable.column() + " holds a value that cannot be read: " + unreadable.reason());
        }
        return value;
    }

    private void remember(String reason) {
        if (reasons.size() < MAX_REASONS) {
            reasons.add(reason);
        }
    }
}
