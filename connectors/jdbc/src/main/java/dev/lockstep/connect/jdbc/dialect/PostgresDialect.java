/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.PostgresInspector;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableInspector;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/** PostgreSQL, 12 or newer. */
public final class PostgresDialect implements Dialect {
    /** What every session is told first, so that a text means the same whatever the server's or the JVM's settings. */
    private static final String SESSION_SETTINGS =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
                    + " SET lc_monetary = 'C'; SET array_nulls = on; SET xmloption = content";

    /**
     * What a session that reads whole tables is told first, so that a value has one text whatever the settings of server
     * and user: every digit of a float, times at UTC. A policy that would hide rows makes the read fail; waiting for
     * whoever takes the rows does not.
     */
    static final String READING_SETTINGS =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601';"
                    + " SET extra_float_digits = 3; SET bytea_output = 'hex'; SET xmloption = content;"
                    + " SET row_security = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";

    private static final Driver DRIVER = new org.postgresql.Driver();

    private final PostgresRoute.Tuning tuning;

    public PostgresDialect() {
        this(PostgresRoute.Tuning.DEFAULT);
    }

    PostgresDialect(PostgresRoute.Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public boolean accepts(String url) {
        try {
            return DRIVER.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Connection connect(DatabaseAddress address, Duration connectTimeout, Duration readTimeout)
            throws SQLException {
        return connect(address, connectTimeout, readTimeout, SESSION_SETTINGS);
    }

    Connection connect(DatabaseAddress address, Duration connectTimeout, Duration readTimeout, String settings)
            throws SQLException {
        return connect(address, new Properties(), connectTimeout, readTimeout, settings);
    }

    /** @param properties of the driver, to which those of every session are added */
    Connection connect(
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
        return Connections.told(connection, settings);
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String qualified(TableId id) {
        return quoted(id.schema()) + "." + quoted(id.name());
    }

    @Override
    public Optional<String> schemaOf(String url) {
        return Optional.of("public");
    }

    @Override
    public TableInspector inspector() {
        return new PostgresInspector();
    }

    @Override
    public ColumnMapping.Maker mappings(CountUnit unit) {
        return ColumnMapping.postgres(unit);
    }

    @Override
    public OffsetTableSql offsetTable(String name) {
        return OffsetTableSql.postgres(name);
    }

    @Override
    public boolean makesTables() {
        return true;
    }

    @Override
    public SetWriter setWriter() {
        return new PostgresSets(tuning);
    }
}
