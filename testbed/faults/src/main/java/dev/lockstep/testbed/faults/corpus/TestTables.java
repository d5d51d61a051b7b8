/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.List;

/**
 * The tables that faults are planted in. Rows up to {@link #ROWS} belong to faults, those from {@link #BUSY} on to the
 * writer.
 */
public final class TestTables {
    public static final String SCHEMA = "faults";
    public static final String ITEM = "faults.item";
    public static final String LINE = "faults.line";
    public static final String WORD = "faults.word";
    public static final String SMALL = "faults.small";
    public static final String BUSY_TABLE = "faults.busy";

    /** Rows for faults. */
    public static final int ROWS = 400;

    /** The first row of the writer. */
    public static final int BUSY = 10_001;

    /** Rows of the writer. */
    public static final int BUSY_ROWS = 1_000;

    /** The row beside those of the writer that is changed to see how far the mover is. */
    public static final int MARKED = 0;

    /** Rows of the small table. */
    public static final int SMALL_ROWS = 40;

    private TestTables() {}

    /** Whether a row of {@link #ITEM} belongs to a fault. */
    public static boolean belongsToAFault(long id) {
        return id <= ROWS || id >= RowNumbers.NEW;
    }

    public static List<String> names() {
        return List.of(ITEM, LINE, WORD, SMALL, BUSY_TABLE);
    }

    /** For both sides. */
    public static List<String> create() {
        return List.of("CREATE SCHEMA faults", """
                CREATE TABLE faults.item (
                  id bigint PRIMARY KEY,
                  name text, title varchar(60), nothing text, empty text, code char(8),
                  amount numeric(18,4), bare numeric, huge numeric(20), grade smallint, ratio double precision,
                  active boolean, doc jsonb, note json, token uuid, payload bytea,
                  made_at timestamp, seen_at timestamptz, born date, open_at time, span interval,
                  tags text[], address inet, body text)""", """
                CREATE TABLE faults.line (
                  item bigint, place integer, quantity integer, PRIMARY KEY (item, place))""", """
                CREATE TABLE faults.word (word text PRIMARY KEY, meaning text)""", """
                CREATE TABLE faults.small (
                  id integer PRIMARY KEY, label text, seen_at timestamptz, price numeric)""", """
                CREATE TABLE faults.busy (id bigint PRIMARY KEY, step integer, at timestamptz, text text)""");
    }

    /** For the source. */
    public static List<String> fill() {
        return List.of(
                "INSERT INTO faults.item " + items("1", String.valueOf(ROWS)),
                "INSERT INTO faults.item " + items(String.valueOf(BUSY), String.valueOf(BUSY + BUSY_ROWS - 1)),
                "INSERT INTO faults.line SELECT g, p, g * 10 + p FROM generate_series(1, " + ROWS
                        + ") g, generate_series(1, 3) p",
                "INSERT INTO faults.word SELECT w || g, 'of ' || w || g FROM generate_series(1, " + ROWS
                        + ") g, unnest(ARRAY['Word', 'word']) w",
                "INSERT INTO faults.small SELECT g, 'label ' || g, timestamptz '2024-03-10 02:30:00.123456Z'"
                        + " + g * interval '1 hour', g / 7.0 FROM generate_series(1, " + SMALL_ROWS + ") g",
                "INSERT INTO faults.busy SELECT g, 0, now(), 'busy ' || g FROM generate_series(" + MARKED + ", "
                        + BUSY_ROWS + ") g");
    }

    /** Every value is one that some mover damages. */
    private static String items(String from, String to) {
        return """
                SELECT g, 'Zo\u00eb \u00c5ngstr\u00f6m no. ' || g || ' ', 'Title No. ' || g, NULL, '', 'c' || g % 100,
                  g + 0.1234, g + 0.123456789, 18446744073709551000 + g, 7, 0.1::float8 + g,
                  true, jsonb_build_object('n', g, 'list', jsonb_build_array(1, 2)), '{"a": 1, "b": [1.5, null]}',
                  ('00000000-0000-4000-8000-' || lpad(g::text, 12, '0'))::uuid, '\\x01000203'::bytea,
                  timestamp '1969-12-31 23:59:58.123456', timestamptz '2024-03-10 02:30:00.123456Z' + g * interval '1 hour',
                  date '1500-03-01' + g, time '11:22:33.123456', interval '1 month 2 days 00:00:03.5',
                  ARRAY['one', 'two', NULL], '10.1.2.3/24'::inet, 'short'
                FROM generate_series(<from>, <to>) g""".replace("<from>", from).replace("<to>", to);
    }

    /** Lets the target take changes of one row for done and keep them out, under a name of its own. */
    public static List<String> swallow(String name, String id) {
        return List.of(
                "CREATE OR REPLACE FUNCTION faults.swallow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER " + name + " BEFORE INSERT OR UPDATE ON faults.item FOR EACH ROW WHEN (NEW.id = " + id
                        + ") EXECUTE FUNCTION faults.swallow()");
    }

    /** Ends that. */
    public static String swallowNoMore(String name) {
        return "DROP TRIGGER IF EXISTS " + name + " ON faults.item";
    }

    /** The row of a fault that is not there, as the fill would have made it. */
    static String newItem() {
        return "INSERT INTO faults.item " + items("{n}", "{n}");
    }

    /** The first row of a fault, as the fill has made it. */
    static String sameItem() {
        return "INSERT INTO faults.item " + items("{1}", "{1}");
    }
}
