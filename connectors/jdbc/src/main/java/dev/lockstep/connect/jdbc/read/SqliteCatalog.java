/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;

/** What SQLite's catalogue says of a table. Stateless and thread-safe. */
final class SqliteCatalog {
    // The youngest such index comes first in SQLite's list.
    private static final String UNIQUE_KEY = """
            SELECT k.name FROM pragma_index_info((
                SELECT l.name FROM pragma_index_list(?) l
                WHERE l."unique" AND NOT l.partial AND NOT EXISTS (
                  SELECT 1 FROM pragma_index_info(l.name) i LEFT JOIN pragma_table_info(?) c ON c.name = i.name
                  WHERE coalesce(c."notnull", 0) = 0)
                ORDER BY l.seq DESC LIMIT 1)) k
            ORDER BY k.seqno""";

    Optional<TableReading> describe(Connection connection, TableName name) throws SQLException {
        List<ColumnReading> readings = new ArrayList<>();
        List<UnreadableColumn> unreadable = new ArrayList<>();
        TreeMap<Integer, String> key = new TreeMap<>();
        boolean found = false;
        // The bare table_info leaves generated columns out.
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid")) {
            statement.setString(1, name.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found = true;
                    add(row, readings, unreadable);
                    if (row.getInt("pk") > 0) {
                        key.put(row.getInt("pk"), row.getString("name"));
                    }
                }
            }
        }
        List<String> keyColumns = key.isEmpty() ? uniqueKey(connection, name) : List.copyOf(key.values());
        List<ReadColumn> columns = readings.stream().map(ColumnReading::column).toList();
        ReadTable table = new ReadTable(name, columns, unreadable, keyColumns, rows(connection, name));
        boolean integerKey = key.size() == 1
                && table.column(key.firstEntry().getValue())
                        .filter(column -> column.declaredType().equalsIgnoreCase("INTEGER"))
                        .isPresent();
        return found
                ? Optional.of(
                        new TableReading(table, TableReading.byName(readings), quote(name.table()), 0, integerKey, 1))
                : Optional.empty();
    }

    private static List<String> uniqueKey(Connection connection, TableName name) throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE_KEY)) {
            statement.setString(1, name.table());
            statement.setString(2, name.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    key.add(rows.getString(1));
                }
            }
        }
        return key;
    }

    private static void add(ResultSet row, List<ColumnReading> readings, List<UnreadableColumn> unreadable)
            throws SQLException {
        String column = row.getString("name");
        String declared = row.getString("type");
        boolean nullable = !row.getBoolean("notnull");
        SqliteReadings.of(declared, nullable)
                .ifPresentOrElse(
                        reading -> readings.add(new ColumnReading(
                                new ReadColumn(column, reading.schema(), declared, nullable),
                                quote(column),
                                reading.direct())),
                        () -> unreadable.add(new UnreadableColumn(
                                column,
                                declared.isEmpty() ? "(none)" : declared,
                                "the declared type does not tell what its values mean")));
    }

    /** An estimate from the largest row id; tables without one say nothing. */
    private static long rows(Connection connection, TableName name) {
        try {
            String rows = one(connection, "SELECT max(_rowid_) FROM " + quote(name.table()));
            return rows == null ? 0 : Math.max(0, Long.parseLong(rows));
        } catch (SQLException e) {
            // Declared WITHOUT ROWID. A real failure shows itself when the table is read.
            return 0;
        }
    }

    /**
     * For capture. There is none for SQLite that could be followed: values have the forms that reading gives them, and an
     * {@code INTEGER PRIMARY KEY} is never null, whatever the catalogue says.
     */
    CapturedTable capture(Connection connection, TableName name) throws SQLException {
        TableReading reading = describe(connection, name)
                .orElseThrow(() -> new DatabaseReadException("There is no table " + name + ". Check the spelling"));
        ReadTable table = reading.table();
        List<CapturedColumn> columns = new ArrayList<>();
        for (ReadColumn column : table.columns()) {
            boolean rowId = reading.integerKey() && table.keyColumns().contains(column.name());
            ColumnReading read = reading.readings().get(column.name());
            columns.add(new CapturedColumn(
                    column.name(),
                    rowId ? Schema.INT64_SCHEMA : column.schema(),
                    column.declaredType(),
                    rowId,
                    column.nullable() && !rowId,
                    read.expression(),
                    read.reader()));
        }
        return new CapturedTable(name, "sqlite", "main", columns, table.unreadable(), table.keyColumns(), true);
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
