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

/**
 * MariaDB and MySQL, through MariaDB's driver. Every cursor has a snapshot of its own: what is written between the opening
 * of two of them is in one and not in the other.
 */
final class MySqlEngine implements Engine {
    private static final List<String> SETTINGS = List.of(
            "SET SESSION time_zone = '+00:00'",
            // A server gives up on a client that takes rows slowly; a comparison may wait for its other side.
            "SET SESSION net_write_timeout = 86400",
            // Some modes change what is read, such as PAD_CHAR_TO_FULL_LENGTH.
            "SET SESSION sql_mode = ''",
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            "SET SESSION TRANSACTION READ ONLY",
            "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    private static final String TABLES = """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = database() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name""";
    private static final String KEY = """
            SELECT s.index_name, s.column_name
            FROM information_schema.statistics s
            WHERE s.table_schema = database() AND s.table_name = ? AND s.non_unique = 0 AND s.index_name = (
                SELECT i.index_name FROM information_schema.statistics i
                WHERE i.table_schema = database() AND i.table_name = s.table_name AND i.non_unique = 0
                GROUP BY i.index_name
                HAVING sum(i.nullable = 'YES') = 0 AND sum(i.sub_part IS NOT NULL) = 0
                  AND sum(i.column_name IS NULL) = 0
                ORDER BY i.index_name <> 'PRIMARY', count(*), i.index_name LIMIT 1)
            ORDER BY s.seq_in_index""";
    private static final int FETCH_ROWS = 1_000;

    private final MySqlCatalog catalog = new MySqlCatalog();
    private final Driver driver;
    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;

    MySqlEngine(Driver driver, String url, Optional<String> user, Optional<String> password) {
        this.driver = driver;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public Connection connect(Optional<Connection> first) throws SQLException {
        Properties properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        // Values are asked for as text, so that both protocols and all versions of the driver give the same.
        properties.setProperty("useServerPrepStmts", "false");
        Connection connection = driver.connect(url, properties);
        if (connection.getCatalog() == null) {
            // Without one there would be no tables, and nothing to differ.
            Sessions.closeQuietly(connection);
            throw new DatabaseReadException("The URL names no database. Its form is jdbc:mariadb://host:port/database");
        }
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            return connection;
        } catch (SQLException e) {
            Sessions.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public String product(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version()")) {
            row.next();
            String version = row.getString(1);
            return (version.contains("MariaDB") ? "MariaDB " : "MySQL ") + version.split("-", 2)[0];
        }
    }

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new TableName("", rows.getString(1)));
            }
        }
        return tables;
    }

    @Override
    public Optional<TableReading> describe(Connection connection, TableName name) throws SQLException {
        return catalog.describe(connection, name, key(connection, name));
    }

    /** The primary key, else a unique key without nullable columns, else nothing. */
    static List<String> key(Connection connection, TableName name) throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEY)) {
            statement.setString(1, name.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    key.add(rows.getString("column_name"));
                }
            }
        }
        return key;
    }

    @Override
    public List<Lane> lanes(Connection connection, TableReading table, int wanted) throws SQLException {
        return Strides.ofRows(connection, table, MySqlCatalog::quote, wanted);
    }

    @Override
    public String select(TableReading table, List<ColumnReading> columns, Lane lane) {
        return table.select(columns) + Strides.where(lane, MySqlCatalog::quote);
    }

    /** Anything but 0 makes the driver stream. */
    @Override
    public int fetchSize(TableReading table) {
        return FETCH_ROWS;
    }
}
