/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the catalogue says, beyond what records are made of. Stateless; takes no locks on tables. */
public sealed interface SourceCatalog permits PostgresTables, MySqlTables, SqliteTables {
    static SourceCatalog of(DatabaseEngine engine) {
        return switch (engine) {
            case POSTGRES -> new PostgresTables();
            case MYSQL -> new MySqlTables();
            case SQLITE -> new SqliteTables();
        };
    }

    /** Ordinary tables and partitioned ones, in order of name; each has a schema, the engine's word for it or not. */
    List<TableName> tables(Session session) throws SQLException, InterruptedException;

    /** Empty when there is no such table. */
    Optional<TableFacts> facts(Session session, TableName table) throws SQLException, InterruptedException;

    /** A column that need not be one of the key; its place is none. */
    Optional<KeyColumn> column(Session session, TableName table, String column)
            throws SQLException, InterruptedException;
}
