/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * Opens connections. Thread-safe.
 *
 * <p>The driver is used directly: the driver manager sees the drivers of the class loader that asks it, which in a
 * worker is not always the plugin's.
 */
public final class Connections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Driver DRIVER = new org.postgresql.Driver();

    private final PostgresDialect dialect = new PostgresDialect();

    /** Whether the driver can read the URL. Connects to nothing. */
    public static boolean canRead(String url) {
        try {
            return DRIVER.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A connection for work that may take long. */
    public Connection open(DatabaseAddress address) throws SQLException {
        return open(address, CONNECT_TIMEOUT, Duration.ZERO, dialect.sessionSettings());
    }

    /** A connection for reading whole tables: texts come in the forms that the server prefers for exchange. */
    public Connection openForReading(DatabaseAddress address) throws SQLException {
        return open(address, CONNECT_TIMEOUT, Duration.ZERO, dialect.readingSettings());
    }

    /** As {@link #openForReading}, with values in the server's binary forms where the driver knows them: half the cost. */
    public Connection openForPages(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        // Without it the form would change when a statement is used for the fifth time.
        PGProperty.PREPARE_THRESHOLD.set(properties, -1);
        return open(address, properties, CONNECT_TIMEOUT, Duration.ZERO, dialect.readingSettings());
    }

    /** A connection whose every step fails after the limit. */
    public Connection openBounded(DatabaseAddress address, Duration limit) throws SQLException {
        return open(address, limit, limit, dialect.sessionSettings());
    }

    private static Connection open(
            DatabaseAddress address, Duration connectTimeout, Duration readTimeout, String settings)
            throws SQLException {
        return open(address, new Properties(), connectTimeout, readTimeout, settings);
    }

    private static Connection open(
            DatabaseAddress address,
            Properties properties,
            Duration connectTimeout,
            Duration readTimeout,
            String settings)
            throws SQLException {
        if (!address.user().isEmpty()) {
            // Otherwise those of the URL count.
            PGProperty.USER.set(properties, address.user());
            PGProperty.PASSWORD.set(properties, address.password().value());
        }
        PGProperty.APPLICATION_NAME.set(properties, "lockstep");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(connectTimeout.toSeconds()));
        PGProperty.LOGIN_TIMEOUT.set(properties, Math.toIntExact(connectTimeout.toSeconds()));
        PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(readTimeout.toSeconds()));
        Connection connection = DRIVER.connect(address.url(), properties);
        if (connection == null) {
            throw new SQLException("The URL is not one of the PostgreSQL driver");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}
