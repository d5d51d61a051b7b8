/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.bench;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RecordFormat;
import dev.lockstep.connect.jdbc.source.record.RecordSettings;
import dev.lockstep.connect.jdbc.source.record.RowOrigin;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;

/**
 * Rows of PostgreSQL read and made records by one thread, in text and in binary: rows a second, and seconds of the thread's
 * CPU, which is what counts where the server shares the cores. Takes the URL of an empty database.
 */
public final class RecordsBenchmark {
    private static final int ROWS = 1_000_000;
    private static final int RUNS = 5;
    private static final double NANOS = 1e9;
    private static final String SESSION =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 3";
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS bench (id bigint PRIMARY KEY, t text, v varchar(40), n numeric(18,4), ts timestamptz,
              d date, b boolean, j jsonb, u uuid, f double precision)""";
    private static final String FILL = """
            INSERT INTO bench SELECT i, 'some text of row ' || i, md5(i::text), i * 1.2345,
              '2020-01-01Z'::timestamptz + i * interval '1.234567 s', '2000-01-01'::date + mod(i, 9000), mod(i, 2) = 0,
              jsonb_build_object('a', i, 'b', 'x' || i), md5(i::text)::uuid, random() * 1000
            FROM generate_series(1, %d) i ON CONFLICT DO NOTHING""".formatted(ROWS);

    private RecordsBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        for (String threshold : new String[] {"0", "-1"}) {
            Properties properties = new Properties();
            properties.setProperty("prepareThreshold", threshold);
            try (Connection connection = DriverManager.getConnection(arguments[0], properties)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(SESSION);
                    statement.execute(TABLE);
                    statement.execute(FILL);
                }
                connection.setAutoCommit(false);
                RowRecords records = RowRecords.of(
                        connection,
                        DatabaseEngine.POSTGRES,
                        new TableName("public", "bench"),
                        new RecordSettings("bench", RecordFormat.ENVELOPE, column -> false));
                for (int run = 0; run < RUNS; run++) {
                    measure(connection, records, threshold.equals("0") ? "text" : "binary");
                }
            }
        }
    }

    private static void measure(Connection connection, RowRecords records, String transfer) throws SQLException {
        long began = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        RowOrigin origin = new RowOrigin(Instant.now(), false);
        long rows = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + String.join(", ", records.expressions()) + " FROM bench")) {
            statement.setFetchSize(5_000);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows += records.keyOf(row) != records.valueOf(row, origin) ? 1 : 0;
                }
            }
        }
        double seconds = (System.nanoTime() - began) / NANOS;
        double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / NANOS;
        System.out.printf(
                "%s: %,d rows, %,.0f rows/s, %,.0f rows per CPU second%n", transfer, rows, rows / seconds, rows / used);
    }
}
