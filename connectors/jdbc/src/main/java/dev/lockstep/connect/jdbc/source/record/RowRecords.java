/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import dev.lockstep.connect.jdbc.read.CapturedTable;
import dev.lockstep.connect.jdbc.read.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** How rows of one table become records. Immutable, thread-safe. */
public interface RowRecords {
    /**
     * Asks the catalogue.
     *
     * @param connection of a session for reading, at UTC, where values come as texts
     * @throws org.apache.kafka.connect.errors.ConnectException when there is no such table, when change capture has no
     *     form for a column that is not left out, or when a column of the key is left out
     */
    static RowRecords of(Connection connection, DatabaseEngine engine, TableName table, RecordSettings settings)
            throws SQLException {
        CapturedTable captured = switch (engine) {
            case POSTGRES -> CapturedTable.ofPostgres(connection, table);
            case MYSQL -> CapturedTable.ofMySql(connection, table);
            case SQLITE -> CapturedTable.ofSqlite(connection, table);
        };
        return TableRecords.of(captured, engine, settings);
    }

    TableName table();

    /** The select list, in the order in which the readers count; one for each emitted column. */
    List<String> expressions();

    /**
     * In the order of the primary key. Without one, that of the unique index that change capture takes in its place, whose
     * columns may be nullable; empty when there is none either.
     */
    List<KeyColumn> key();

    /** Whether no two rows share a key: false where change capture's index is one of some rows only. */
    default boolean keyIsUnique() {
        return true;
    }

    /** Null without a key. */
    Schema keySchema();

    Schema valueSchema();

    /** Null without a key. */
    Object keyOf(ResultSet row) throws SQLException;

    /** The envelope, or the bare row. */
    Object valueOf(ResultSet row, RowOrigin origin) throws SQLException;

    /**
     * A column of the key.
     *
     * @param place in the select list, from 1
     * @param castName the native type, for casts of bound texts
     * @param integer whether it is an integer
     */
    record KeyColumn(String name, int place, String castName, boolean integer, boolean nullable) {}
}
