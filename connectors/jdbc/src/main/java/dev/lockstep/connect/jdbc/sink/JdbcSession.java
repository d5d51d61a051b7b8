/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task's one connection, opened when first needed and again after it was dropped. Owned by the task's thread. */
final class JdbcSession {
    private static final Logger log = LoggerFactory.getLogger(JdbcSession.class);

    private final Connections connections;
    private final DatabaseAddress address;
    private Connection connection;

    JdbcSession(Connections connections, DatabaseAddress address) {
        this.connections = connections;
        this.address = address;
    }

    /** The engine that the address is of. */
    Dialect dialect() {
        return Dialects.of(address.url())
                .orElseThrow(() -> new ConnectException("No engine is known for " + place(address.url())));
    }

    Connection connection() {
        if (connection == null) {
            try {
                connection = connections.open(address);
            } catch (SQLException e) {
                throw SqlFailures.outageOrFatal("Connecting to " + place(address.url()), e);
            }
            log.info("Connected to {}", place(address.url()));
        }
        return connection;
    }

    void drop() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("A connection that is given up could not be closed either: {}", e.getSQLState());
            }
            connection = null;
        }
    }

    /** A URL without its parameters, which are nobody's business in a message. */
    static String place(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
