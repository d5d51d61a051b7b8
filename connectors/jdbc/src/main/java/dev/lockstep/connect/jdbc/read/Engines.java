/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** From a URL to the engine that reads it. */
final class Engines {
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String MARIADB = "jdbc:mariadb:";
    private static final String MYSQL = "jdbc:mysql:";
    private static final String SQLITE = "jdbc:sqlite:";

    private Engines() {}

    static ReadableDatabase open(String jdbcUrl, Optional<String> user, Optional<String> password) {
        return JdbcReadableDatabase.open(engine(jdbcUrl, user, password));
    }

    private static Engine engine(String url, Optional<String> user, Optional<String> password) {
        if (url.startsWith(POSTGRES)) {
            if (!Connections.canRead(url)) {
                throw new DatabaseReadException("The PostgreSQL driver cannot read the URL."
                        + " Its form is jdbc:postgresql://host:port/database");
            }
            return new PostgresEngine(new DatabaseAddress(url, user.orElse(""), new Password(password.orElse(""))));
        }
        if (url.startsWith(MARIADB) || url.startsWith(MYSQL)) {
            String forDriver = MARIADB + url.substring(url.indexOf(':', "jdbc:".length()) + 1);
            Driver driver = driver(
                    forDriver,
                    "org.mariadb.jdbc:mariadb-java-client, version 3. It is not shipped with this program (its licence"
                            + " is the LGPL): put its jar on the class path. It reads MySQL too");
            return new MySqlEngine(driver, forDriver, user, password);
        }
        if (url.startsWith(SQLITE)) {
            return new SqliteEngine(driver(url, "org.xerial:sqlite-jdbc. Put its jar on the class path"), url);
        }
        throw new DatabaseReadException("The URL names no database that can be read. Expected one that begins with "
                + String.join(", ", POSTGRES, MARIADB, MYSQL) + " or " + SQLITE);
    }

    private static Driver driver(String url, String missing) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new DatabaseReadException("No driver reads the URL. Needed is " + missing);
        }
    }
}
