/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A table as change capture (Debezium) shows it: its columns with the schemas and values that its records have.
 *
 * @param product of the database, as change capture names its connectors: postgresql, mariadb, mysql; or sqlite
 * @param database that holds it
 * @param columns in table order
 * @param uncaptured columns that change capture leaves out, in silence but for a warning
 * @param key in key order: the primary key, else the unique index that change capture takes, else empty
 * @param uniqueKey false where the index is of some rows only, so that others may share their key
 */
public record CapturedTable(
        TableName name,
        String product,
        String database,
        List<CapturedColumn> columns,
        List<UnreadableColumn> uncaptured,
        List<String> key,
        boolean uniqueKey) {
    public CapturedTable {
        columns = List.copyOf(columns);
        uncaptured = List.copyOf(uncaptured);
        key = List.copyOf(key);
    }

    /**
     * Asks the catalogue of PostgreSQL. The readers need a session with {@code PostgresDialect.READING_SETTINGS} and
     * values as texts.
     *
     * @throws DatabaseReadException when there is no such table
     */
    public static CapturedTable ofPostgres(Connection connection, TableName table) throws SQLException {
        return new PostgresCaptureCatalog().describe(connection, table);
    }

    /** Asks the catalogue of MariaDB or MySQL. The readers need a session at UTC with an empty {@code sql_mode}. */
    public static CapturedTable ofMySql(Connection connection, TableName table) throws SQLException {
        return new MySqlCaptureCatalog().describe(connection, table);
    }

    /** Asks the catalogue of SQLite, for which there is no change capture to be equal to. */
    public static CapturedTable ofSqlite(Connection connection, TableName table) throws SQLException {
        return new SqliteCatalog().capture(connection, table);
    }
}
