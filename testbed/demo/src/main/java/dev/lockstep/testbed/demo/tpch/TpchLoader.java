/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.tpch;

import io.trino.tpch.TpchEntity;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Creates the TPC-H tables and fills them with generated rows.
 *
 * <p>Stateless; the connections stay the caller's. A load that fails leaves no half-filled table behind: each table is
 * one COPY.
 */
public final class TpchLoader {
    private static final int BUFFER_CHARACTERS = 1 << 16;

    private TpchLoader() {}

    /** Creates the schema and the eight empty tables. Fails if one of them is already there. */
    public static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + DemoTable.SCHEMA);
            for (DemoTable table : DemoTable.values()) {
                statement.execute(table.ddl());
            }
        }
    }

    /** Copies all generated rows into the eight tables, which must be empty; returns the rows loaded per table. */
    public static Map<DemoTable, Long> load(Connection connection, Scale scale) throws SQLException {
        Map<DemoTable, Long> loaded = new EnumMap<>(DemoTable.class);
        for (DemoTable table : DemoTable.values()) {
            loaded.put(table, copy(connection, table, scale));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
        return loaded;
    }

    /** Counts the rows of each table with SQL, in one snapshot of the database. */
    public static Map<DemoTable, Long> count(Connection connection) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (DemoTable table : DemoTable.values()) {
            sql.append(sql.isEmpty() ? "SELECT " : ", ")
                    .append("(SELECT count(*) FROM ")
                    .append(table.qualifiedName())
                    .append(") AS ")
                    .append(table.tableName());
        }
        Map<DemoTable, Long> counts = new EnumMap<>(DemoTable.class);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.toString())) {
            row.next();
            for (DemoTable table : DemoTable.values()) {
                counts.put(table, row.getLong(table.tableName()));
            }
        }
        return counts;
    }

    private static long copy(Connection connection, DemoTable table, Scale scale) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table.qualifiedName() + " FROM STDIN (DELIMITER '|')");
        try {
            StringBuilder lines = new StringBuilder(BUFFER_CHARACTERS);
            for (TpchEntity row : table.rows(scale)) {
                lines.append(copyLine(row.toLine()));
                if (lines.length() >= BUFFER_CHARACTERS) {
                    write(copy, lines);
                }
            }
            write(copy, lines);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** The generator ends a line with a delimiter, which COPY would take for one more column. */
    private static String copyLine(String generated) {
        return generated.substring(0, generated.length() - 1).replace("\\", "\\\\") + "\n";
    }

    private static void write(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }
}
