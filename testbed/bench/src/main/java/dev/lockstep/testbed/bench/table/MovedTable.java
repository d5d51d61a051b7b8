/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.table;

import dev.lockstep.testbed.stack.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The table that is moved: a bigint key and {@link Columns}; the same rows on every machine. */
public final class MovedTable {
    /** Schema and table. */
    public static final String NAME = "bench.moved";

    /** The table's own name. */
    public static final String TABLE = "moved";

    /** The name of a table like it, see {@link #addWarmUp}. */
    public static final String WARM_UP = "warmed";

    private static final Duration SLOT_BOUND = Duration.ofSeconds(30);
    private static final String KEY = "ALTER TABLE bench.moved ADD PRIMARY KEY (id)";

    private MovedTable() {}

    /** Where and when the rows of a table were written. */
    public record Arrival(long rows, OptionalDouble lastCommitEpochSeconds) {}

    /** Makes the schema and the table with its key, without rows; what was there before goes. */
    public static void create(Database database, Columns columns) throws SQLException {
        execute(database, "DROP SCHEMA IF EXISTS bench CASCADE", "CREATE SCHEMA bench", columns.table(), KEY);
    }

    /** Makes the table with rows 1 to {@code rows} and leaves nothing for its first reader to tidy up. */
    public static void load(Database database, Columns columns, long rows) throws SQLException {
        execute(
                database,
                "DROP SCHEMA IF EXISTS bench CASCADE",
                "CREATE SCHEMA bench",
                columns.table(),
                columns.rows(rows),
                KEY,
                "VACUUM (ANALYZE, FREEZE) bench.moved",
                "CHECKPOINT");
    }

    /** Makes a second table of the same columns, with so many rows, beside the first. */
    public static void addWarmUp(Database database, Columns columns, long rows) throws SQLException {
        dropWarmUp(database);
        for (String sql : List.of(columns.table(), columns.rows(rows), KEY)) {
            execute(database, sql.replace(NAME, "bench." + WARM_UP));
        }
    }

    /** Ends what {@link #addWarmUp} has begun. */
    public static void dropWarmUp(Database database) throws SQLException {
        execute(database, "DROP TABLE IF EXISTS bench." + WARM_UP);
    }

    /** Writes everything that waits in memory to the disk, so that no run pays for the one before. */
    public static void checkpoint(Database database) throws SQLException {
        execute(database, "CHECKPOINT");
    }

    /** How many rows there are, and when the last of them was committed by the server's clock. */
    public static Arrival arrival(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT sum(n), extract(epoch FROM max(pg_xact_commit_timestamp(xid))) FROM"
                                + " (SELECT xmin AS xid, count(*) AS n FROM bench.moved GROUP BY xmin) AS commits")) {
            row.next();
            long rows = row.getLong(1);
            double last = row.getDouble(2);
            return new Arrival(rows, row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(last));
        }
    }

    /** The size of the table on disk, without its index. */
    public static long bytes(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_relation_size('bench.moved')")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Drops the replication slots and publications that captures have left. */
    public static void forgetCaptures(Database database) throws SQLException {
        execute(
                database,
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL");
        for (String publication : strings(database, "SELECT quote_ident(pubname) FROM pg_publication")) {
            execute(database, "DROP PUBLICATION " + publication);
        }
        long end = System.nanoTime() + SLOT_BOUND.toNanos();
        while (!strings(database, "SELECT slot_name FROM pg_replication_slots WHERE active")
                        .isEmpty()
                && System.nanoTime() < end) {
            // Each look is a query; the server needs some milliseconds to end a sender.
            Thread.onSpinWait();
        }
        execute(database, "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    }

    /** What the server calls itself. */
    public static String version(Database database) throws SQLException {
        return "PostgreSQL " + strings(database, "SHOW server_version").get(0);
    }

    /** A server setting. */
    public static String setting(Database database, String name) throws SQLException {
        return strings(database, "SELECT current_setting('" + name + "')").get(0);
    }

    private static List<String> strings(Database database, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
