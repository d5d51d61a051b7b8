/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.connect.jdbc.dialect.SqlStateClassifier;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all sessions need when they end or fail. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private Sessions() {}

    /** Neither the driver's message nor the exception itself goes further: both may quote row values. */
    static DatabaseReadException failure(String action, SQLException failure) {
        return new DatabaseReadException(action + " failed: " + SqlStateClassifier.describe(failure.getSQLState())
                + (failure.getErrorCode() == 0 ? "" : ", error " + failure.getErrorCode())
                + ". See the database's log");
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was read only: nothing can be lost.
            LOG.debug("A connection did not close cleanly: {}", SqlStateClassifier.describe(e.getSQLState()));
        }
    }
}
