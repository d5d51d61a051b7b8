/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * SQLite. The file is opened for reading only and is never created; every cursor has a snapshot of its own.
 *
 * <p>The stored class of each value decides what it is, the declared type what is expected: see {@link SqliteReadings}.
 */
final class SqliteEngine implements Engine {
    // The youngest such index comes first in SQLite's list.
    private static final String UNIQUE_KEY = """
            SELECT k.name FROM pragma_index_info((
                SELECT l.name FROM pragma_index_list(?) l
                WHERE l."unique" AND NOT l.partial AND NOT EXISTS (
                  SELECT 1 FROM pragma_index_info(l.name) i LEFT JOIN pragma_table_info(?) c ON c.name = i.name
                  WHERE coalesce(c."notnull", 0) = 0)
                ORDER BY l.seq DESC LIMIT 1)) k
            ORDER BY k.seqno""";
    private static final String READ_ONLY = "1";

    private final Driver driver;
    private final String url;

    SqliteEngine(Driver driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    @Override
    public Connection connect(Optional<Connection> first) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("open_mode", READ_ONLY);
        Connection connection = driver.connect(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            // Reads the header, so that a file that is no database fails here.
            statement.execute("SELECT count(*) FROM sqlite_master");
            return connection;
        } catch (SQLException e) {
            Sessions.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public String product(Connection connection) throws SQLException {
        return "SQLite " + one(connection, "SELECT sqlite_version()");
    }

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_master"
                        + " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
            while (rows.next()) {
                tables.add(new TableName("", rows.getString(1)));
            }
        }
        return tables;
    }

    @Override
    public Optional<TableReading> describe(Connection connection, TableName name) throws SQLException {
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

    @Override
    public List<Lane> lanes(Connection connection, TableReading table, int wanted) throws SQLException {
        return Strides.ofRows(connection, table, SqliteEngine::quote, wanted);
    }

    @Override
    public String select(TableReading table, List<ColumnReading> columns, Lane lane) {
        return table.select(columns) + Strides.where(lane, SqliteEngine::quote);
    }

    @Override
    public int fetchSize(TableReading table) {
        return 0;
    }

    private static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
