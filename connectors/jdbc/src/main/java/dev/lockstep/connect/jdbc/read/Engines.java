/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** From a URL to the engine that reads it. */
final class Engines {
    private Engines() {}

    static ReadableDatabase open(String jdbcUrl, Optional<String> user, Optional<String> password) {
        return JdbcReadableDatabase.open(engine(jdbcUrl, user, password));
    }

    private static Engine engine(String url, Optional<String> user, Optional<String> password) {
        if (url.startsWith("jdbc:postgresql:")) {
            if (!Connections.canRead(url)) {
                throw new DatabaseReadException("The PostgreSQL driver cannot read the URL."
                        + " Its form is jdbc:postgresql://host:port/database");
            }
            return new PostgresEngine(new DatabaseAddress(url, user.orElse(""), new Password(password.orElse(""))));
        }
        throw new DatabaseReadException("The URL names no database that can be read. Expected one that begins with"
                + " jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:");
    }
}
