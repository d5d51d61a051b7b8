/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A database to read from: what opens its sessions. They cannot write, work at UTC, and see in each statement what is
 * committed by then. Immutable and thread-safe.
 */
public final class SourceDatabase {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String MARIADB = "jdbc:mariadb:";
    private static final String MYSQL = "jdbc:mysql:";
    private static final String SQLITE = "jdbc:sqlite:";

    private static final List<String> MYSQL_SETTINGS = List.of(
            "SET SESSION time_zone = '+00:00'",
            // A server gives up on a client that takes rows slowly; the queue may be full for long.
            "SET SESSION net_write_timeout = 86400",
            // Some modes change what is read, such as PAD_CHAR_TO_FULL_LENGTH.
            "SET SESSION sql_mode = ''",
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
            "SET SESSION TRANSACTION READ ONLY");

    private final Connections connections = new Connections();
    private final DatabaseEngine engine;
    private final DatabaseAddress address;

    private SourceDatabase(DatabaseEngine engine, DatabaseAddress address) {
        this.engine = engine;
        this.address = address;
    }

    /** @throws ConnectException when the URL is of none of the engines */
    public static SourceDatabase of(DatabaseAddress address) {
        DatabaseEngine engine = engine(address.url())
                .orElseThrow(() -> new ConnectException("The URL names no database that can be read"));
        return new SourceDatabase(engine, address);
    }

    /** What the URL names; empty when it is none that can be read. */
    public static Optional<DatabaseEngine> engine(String url) {
        if (url.startsWith(POSTGRES)) {
            return Optional.of(DatabaseEngine.POSTGRES);
        }
        if (url.startsWith(MARIADB) || url.startsWith(MYSQL)) {
            return Optional.of(DatabaseEngine.MYSQL);
        }
        return url.startsWith(SQLITE) ? Optional.of(DatabaseEngine.SQLITE) : Optional.empty();
    }

    /** Whether the URL has the form that its driver expects. Connects to nothing. */
    public static boolean canRead(String url) {
        return !url.startsWith(POSTGRES) || Connections.canRead(url);
    }

    public DatabaseEngine engine() {
        return engine;
    }

    public Session open() throws SQLException {
        return new Session(
                switch (engine) {
                    case POSTGRES -> postgres();
                    case MYSQL -> mySql();
                    case SQLITE -> sqlite();
                });
    }

    private Connection postgres() throws SQLException {
        Connection connection = connections.openForPages(address);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection mySql() throws SQLException {
        String url = MARIADB + address.url().substring(address.url().indexOf(':', "jdbc:".length()) + 1);
        Properties properties = new Properties();
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
            properties.setProperty("password", address.password().value());
        }
        // Values are asked for as text, so that both protocols and all versions of the driver give the same.
        properties.setProperty("useServerPrepStmts", "false");
        Connection connection = driver(
                        url,
                        "org.mariadb.jdbc:mariadb-java-client, version 3. It is not shipped with this plugin (its licence"
                                + " is the LGPL): put its jar into the plugin's folder. It reads MySQL too")
                .connect(url, properties);
        if (connection.getCatalog() == null) {
            connection.close();
            throw new ConnectException("The URL names no database. Its form is jdbc:mariadb://host:port/database");
        }
        return prepared(connection, MYSQL_SETTINGS);
    }

    private Connection sqlite() throws SQLException {
        Properties properties = new Properties();
        // The file is opened for reading only and is never created.
        properties.setProperty("open_mode", "1");
        Connection connection = driver(address.url(), "org.xerial:sqlite-jdbc. Put its jar into the plugin's folder")
                .connect(address.url(), properties);
        return prepared(connection, List.of("PRAGMA query_only = ON", "PRAGMA busy_timeout = 5000"));
    }

    private static Connection prepared(Connection connection, List<String> settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Driver driver(String url, String missing) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new ConnectException("No driver reads the URL. Needed is " + missing);
        }
    }
}
