/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * SQLite. The file is opened for reading only and is never created; every cursor has a snapshot of its own.
 *
 * <p>The stored class of each value decides what it is, the declared type what is expected: see {@link SqliteReadings}.
 */
final class SqliteEngine implements Engine {
    private static final String READ_ONLY = "1";

    private final SqliteCatalog catalog = new SqliteCatalog();
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
        return "SQLite " + SqliteCatalog.one(connection, "SELECT sqlite_version()");
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
        return catalog.describe(connection, name);
    }

    @Override
    public List<Lane> lanes(Connection connection, TableReading table, int wanted) throws SQLException {
        return Strides.ofRows(connection, table, SqliteCatalog::quote, wanted);
    }

    @Override
    public String select(TableReading table, List<ColumnReading> columns, Lane lane) {
        return table.select(columns) + Strides.where(lane, SqliteCatalog::quote);
    }

    @Override
    public int fetchSize(TableReading table) {
        return 0;
    }
}
