/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads tables from an engine's catalogue, with bound parameters and without locks on the tables.
 *
 * <p>Stateless and thread-safe; the caller owns the connection and its transaction.
 */
public interface TableInspector {
    /** @return empty when there is no table of that very name */
    Optional<TableDefinition> inspect(Connection connection, TableId id) throws SQLException;

    /** Which of the privileges that a sink needs the connected user lacks on an existing table. */
    List<String> missingPrivileges(Connection connection, TableId id) throws SQLException;
}
