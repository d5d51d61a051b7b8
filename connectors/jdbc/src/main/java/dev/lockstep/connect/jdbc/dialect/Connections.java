/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Opens connections to whatever engine an address is of. Thread-safe. */
public final class Connections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final PostgresDialect postgres = new PostgresDialect();

    /** Whether there is an engine for the URL. Connects to nothing. */
    public static boolean canRead(String url) {
        return Dialects.of(url).isPresent();
    }

    /** A connection for work that may take long. */
    public Connection open(DatabaseAddress address) throws SQLException {
        return dialect(address).connect(address, CONNECT_TIMEOUT, Duration.ZERO);
    }

    /** A connection for reading whole tables of PostgreSQL: texts come in the forms the server prefers for exchange. */
    public Connection openForReading(DatabaseAddress address) throws SQLException {
        return postgres.connect(address, CONNECT_TIMEOUT, Duration.ZERO, PostgresDialect.READING_SETTINGS);
    }

    /** As {@link #openForReading}, with values in the server's binary forms where the driver knows them: half the cost. */
    public Connection openForPages(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        // Without it the form would change when a statement is used for the fifth time.
        PGProperty.PREPARE_THRESHOLD.set(properties, -1);
        return postgres.connect(address, properties, CONNECT_TIMEOUT, Duration.ZERO, PostgresDialect.READING_SETTINGS);
    }

    /** As {@link #openForReading}, for statements that are used again and again: their values come as texts every time. */
    public Connection openForLookups(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.BINARY_TRANSFER.set(properties, false);
        return postgres.connect(address, properties, CONNECT_TIMEOUT, Duration.ZERO, PostgresDialect.READING_SETTINGS);
    }

    /** A connection whose every step fails after the limit. */
    public Connection openBounded(DatabaseAddress address, Duration limit) throws SQLException {
        return dialect(address).connect(address, limit, limit);
    }

    private static Dialect dialect(DatabaseAddress address) throws SQLException {
        return Dialects.of(address.url()).orElseThrow(() -> new SQLException("The URL is of no engine that is known"));
    }

    /** Tells a new session its settings, or closes it. */
    static Connection told(Connection connection, String settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
