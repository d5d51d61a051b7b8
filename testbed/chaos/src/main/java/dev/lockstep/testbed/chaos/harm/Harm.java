/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.harm;

import dev.lockstep.testbed.faults.corpus.Kind;
import java.util.Locale;

/**
 * What somebody does to one row of the target behind the mover's back.
 *
 * <p>Invariant <b>P</b>: no change of the row reaches the topics after it, so it persists until it is mended. Rows that need a
 * past got it long before, for a capture that is killed may send its latest changes again.
 */
public enum Harm {
    ROGUE_UPDATE(Kind.DIFFERENT, 10_000),
    ROGUE_INSERT(Kind.UNEXPECTED, 20_000),
    ROGUE_DELETE(Kind.MISSING, 30_000),
    STALE_OVERWRITE(Kind.STALE, 40_000),
    UNDONE_DELETE(Kind.RESURRECTED, 50_000);

    private final Kind kind;
    private final long firstRow;

    Harm(Kind kind, long firstRow) {
        this.kind = kind;
        this.firstRow = firstRow;
    }

    /** As which it must be found. */
    public Kind kind() {
        return kind;
    }

    /** The first of its rows. */
    public long firstRow() {
        return firstRow;
    }

    /** Does it. */
    public String plant(String table, long row) {
        return switch (this) {
            case ROGUE_UPDATE -> update(table, row, "somebody");
            case STALE_OVERWRITE -> update(table, row, "owner " + row);
            case ROGUE_DELETE -> delete(table, row);
            case ROGUE_INSERT, UNDONE_DELETE -> ChaosTables.insert(table, row, row);
        };
    }

    /** Undoes it. */
    public String mend(String table, long row) {
        return switch (this) {
            case ROGUE_UPDATE -> update(table, row, "owner " + row);
            case STALE_OVERWRITE -> update(table, row, "newer " + row);
            case ROGUE_DELETE -> ChaosTables.insert(table, row, row);
            case ROGUE_INSERT, UNDONE_DELETE -> delete(table, row);
        };
    }

    private static String update(String table, long row, String owner) {
        return "UPDATE " + table + " SET owner = '" + owner + "' WHERE id = " + row;
    }

    private static String delete(String table, long row) {
        return "DELETE FROM " + table + " WHERE id = " + row;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
