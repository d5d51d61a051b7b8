/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.SqliteInspector;
import dev.lockstep.connect.jdbc.schema.TableInspector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** SQLite, 3.24 or newer; its driver is not shipped with us. */
final class SqliteDialect implements Dialect {
    private static final String URL = "jdbc:sqlite:";
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final String READ_AND_WRITE_BUT_NOT_CREATE = "2";

    @Override
    public boolean accepts(String url) {
        return url.startsWith(URL);
    }

    @Override
    public Connection connect(DatabaseAddress address, Duration connectTimeout, Duration readTimeout)
            throws SQLException {
        Duration wait = readTimeout.isZero() ? LOCK_WAIT : readTimeout;
        Properties properties = new Properties();
        properties.setProperty("open_mode", READ_AND_WRITE_BUT_NOT_CREATE);
        properties.setProperty("busy_timeout", Long.toString(wait.toMillis()));
        // A transaction that begins as a reader cannot always become a writer.
        properties.setProperty("transaction_mode", "IMMEDIATE");
        Connection connection = Drivers.load(
                        "org.sqlite.JDBC", "Put the jar of org.xerial:sqlite-jdbc into the plugin's folder")
                .connect(address.url(), properties);
        if (connection == null) {
            throw new SQLException("The URL is not one of the SQLite driver");
        }
        return Connections.told(connection, "PRAGMA foreign_keys = ON");
    }

    @Override
    public String quote(String identifier) {
        return PostgresDialect.quoted(identifier);
    }

    @Override
    public Optional<String> schemaOf(String url) {
        return Optional.of("main");
    }

    @Override
    public TableInspector inspector() {
        return new SqliteInspector();
    }

    @Override
    public ColumnMapping.Maker mappings(CountUnit unit) {
        return ColumnMapping.sqlite(unit);
    }

    @Override
    public OffsetTableSql offsetTable(String name) {
        return OffsetTableSql.sqlite(name);
    }

    @Override
    public boolean makesTables() {
        return false;
    }

    @Override
    public SetWriter setWriter() {
        return new SqliteSets();
    }
}
