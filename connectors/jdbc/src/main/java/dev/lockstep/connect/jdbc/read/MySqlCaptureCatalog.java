/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.SQLException;

/** To come. */
final class MySqlCaptureCatalog {
    CapturedTable describe(Connection connection, TableName name) throws SQLException {
        throw new DatabaseReadException("not yet: " + name + connection.getCatalog());
    }
}
