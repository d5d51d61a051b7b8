/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What differs between database engines. Thread-safe; what connects belongs to the caller. */
interface Engine {
    /** A new session that cannot write, at UTC, with a snapshot taken: that of {@code first} where the engine can. */
    Connection connect(Optional<Connection> first) throws SQLException;

    String product(Connection connection) throws SQLException;

    List<TableName> tables(Connection connection) throws SQLException;

    /** @return empty when there is no such table */
    Optional<TableReading> describe(Connection connection, TableName table) throws SQLException;

    List<Lane> lanes(Connection connection, TableReading table, int wanted) throws SQLException;

    /** {@code SELECT} of these columns, to be appended to by nothing. */
    String select(TableReading table, List<ColumnReading> columns, Lane lane);

    /** What the driver is told to fetch at once. */
    int fetchSize(TableReading table);
}
