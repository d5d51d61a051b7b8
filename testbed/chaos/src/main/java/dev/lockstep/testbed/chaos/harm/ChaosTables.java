/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.harm;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the migration. In {@link #HARMED} rows up to {@link #BUSY} belong to harms, a range for each of their kinds;
 * the rows from there on, and all of {@link #ENTRY}, belong to the writer.
 */
public final class ChaosTables {
    public static final String SCHEMA = "chaos";
    public static final String ACCOUNT = "chaos.account";
    public static final String ITEM = "chaos.item";
    public static final String ENTRY = "chaos.entry";

    /** Tables of the same columns, in which harm is done. */
    public static final List<String> HARMED = List.of(ACCOUNT, ITEM);

    /** Rows of each kind of harm in each table. */
    public static final int ROWS = 400;

    /** The first row of the writer. */
    public static final int BUSY = 100_001;

    /** Rows of the writer. */
    public static final int BUSY_ROWS = 2_000;

    private ChaosTables() {}

    public static List<String> names() {
        return List.of(ACCOUNT, ITEM, ENTRY);
    }

    /** For both sides. */
    public static List<String> create() {
        List<String> sql = new ArrayList<>(List.of("CREATE SCHEMA chaos"));
        for (String table : HARMED) {
            sql.add("CREATE TABLE " + table + " (id bigint PRIMARY KEY, owner text, balance numeric(18,4),"
                    + " changed timestamptz, note jsonb)");
        }
        sql.add("CREATE TABLE chaos.entry (account bigint, number integer, text text, PRIMARY KEY (account, number))");
        return sql;
    }

    /** For the source. */
    public static List<String> fill() {
        List<String> sql = new ArrayList<>();
        for (String table : HARMED) {
            for (Harm harm : Harm.values()) {
                if (harm != Harm.ROGUE_INSERT) {
                    sql.add(insert(table, harm.firstRow(), harm.firstRow() + ROWS - 1));
                }
            }
            sql.add(insert(table, BUSY, BUSY + BUSY_ROWS - 1));
        }
        return sql;
    }

    /** For the source, once the fill has been verified: rows that then have a past. */
    public static List<String> age() {
        List<String> sql = new ArrayList<>();
        for (String table : HARMED) {
            sql.add("UPDATE " + table + " SET owner = 'newer ' || id WHERE " + rows(Harm.STALE_OVERWRITE));
            sql.add("DELETE FROM " + table + " WHERE " + rows(Harm.UNDONE_DELETE));
        }
        return sql;
    }

    private static String rows(Harm harm) {
        return "id BETWEEN " + harm.firstRow() + " AND " + (harm.firstRow() + ROWS - 1);
    }

    /** Rows as the fill makes them. */
    static String insert(String table, long from, long to) {
        return "INSERT INTO " + table + " SELECT g, 'owner ' || g, g + 0.25,"
                + " timestamptz '2024-03-10 02:30:00.123456Z' + g * interval '1 minute', jsonb_build_object('n', g)"
                + " FROM generate_series(" + from + ", " + to + ") g";
    }
}
