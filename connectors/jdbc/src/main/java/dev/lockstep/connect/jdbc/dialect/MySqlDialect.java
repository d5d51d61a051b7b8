/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.MySqlInspector;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableInspector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MariaDB and MySQL, through MariaDB's driver, which is not shipped with us (LGPL). */
final class MySqlDialect implements Dialect {
    private static final String MARIADB = "jdbc:mariadb:";
    private static final String MYSQL = "jdbc:mysql:";
    private static final Pattern DATABASE = Pattern.compile("jdbc:[^/]*//[^/?]*/([^/?]+).*");

    // Strict, so that nothing is cut to fit; a zero in an AUTO_INCREMENT column stays a zero; '' quotes and backslash
    // escapes as the driver expects them.
    private static final String SESSION_SETTINGS = "SET SESSION time_zone = '+00:00',"
            + " sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO',"
            + " foreign_key_checks = 1, unique_checks = 1";

    @Override
    public boolean accepts(String url) {
        return url.startsWith(MARIADB) || url.startsWith(MYSQL);
    }

    @Override
    public Connection connect(DatabaseAddress address, Duration connectTimeout, Duration readTimeout)
            throws SQLException {
        Properties properties = new Properties();
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
            properties.setProperty("password", address.password().value());
        }
        properties.setProperty("connectTimeout", Long.toString(connectTimeout.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(readTimeout.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        // Rows that are matched count, not only those that an update changes.
        properties.setProperty("useAffectedRows", "false");
        properties.setProperty("useServerPrepStmts", "false");
        properties.setProperty("useBulkStmts", "false");
        properties.setProperty("allowLocalInfile", "false");
        String url =
                address.url().startsWith(MYSQL) ? MARIADB + address.url().substring(MYSQL.length()) : address.url();
        Connection connection = Drivers.load(
                        "org.mariadb.jdbc.Driver",
                        "Put the jar of org.mariadb.jdbc:mariadb-java-client, version 3, into the plugin's folder. It"
                                + " writes MySQL too")
                .connect(url, properties);
        if (connection == null) {
            throw new SQLException("The URL is not one of the MariaDB driver");
        }
        return Connections.told(
                Connections.told(connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"),
                SESSION_SETTINGS);
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    static String quoted(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    static String qualified(TableId id) {
        return quoted(id.schema()) + "." + quoted(id.name());
    }

    @Override
    public Optional<String> schemaOf(String url) {
        Matcher database = DATABASE.matcher(url);
        return database.matches() ? Optional.of(database.group(1)) : Optional.empty();
    }

    @Override
    public TableInspector inspector() {
        return new MySqlInspector();
    }

    @Override
    public ColumnMapping.Maker mappings(CountUnit unit) {
        return ColumnMapping.mySql(unit);
    }

    @Override
    public OffsetTableSql offsetTable(String name) {
        return OffsetTableSql.mySql(name);
    }

    @Override
    public boolean makesTables() {
        return false;
    }

    @Override
    public SetWriter setWriter() {
        return new MySqlSets();
    }
}
