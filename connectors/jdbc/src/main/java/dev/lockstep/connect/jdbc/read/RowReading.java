/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How rows of one table are read by statements of another's making, with the values that {@link ReadableDatabase} gives.
 * Immutable and thread-safe.
 */
public final class RowReading {
    private final ReadTable table;
    private final List<ColumnReading> columns;

    private RowReading(ReadTable table, List<ColumnReading> columns) {
        this.table = table;
        this.columns = columns;
    }

    /**
     * Asks the catalogue of PostgreSQL. Rows are read in sessions of {@code Connections.openForReading}.
     *
     * @throws DatabaseReadException when there is no such table
     */
    public static RowReading ofPostgres(Connection connection, TableName table) throws SQLException {
        return of(table, new PostgresCatalog().describe(connection, table));
    }

    /** Asks the catalogue of MariaDB or MySQL. Rows are read in sessions at UTC with an empty {@code sql_mode}. */
    public static RowReading ofMySql(Connection connection, TableName table) throws SQLException {
        return of(table, new MySqlCatalog().describe(connection, table, MySqlEngine.key(connection, table)));
    }

    /** Asks the catalogue of SQLite. */
    public static RowReading ofSqlite(Connection connection, TableName table) throws SQLException {
        return of(table, new SqliteCatalog().describe(connection, table));
    }

    private static RowReading of(TableName name, Optional<TableReading> found) {
        TableReading reading = found.orElseThrow(() -> new DatabaseReadException("There is no table " + name
                + " that can be read. Check schema and spelling: names are those of the catalogue"));
        List<String> columns =
                reading.table().columns().stream().map(ReadColumn::name).toList();
        return new RowReading(reading.table(), reading.of(columns));
    }

    /** The same, of these columns only. */
    public RowReading only(List<String> names) {
        return new RowReading(
                table,
                columns.stream()
                        .filter(reading -> names.contains(reading.column().name()))
                        .toList());
    }

    /** All that the catalogue says of the table. */
    public ReadTable table() {
        return table;
    }

    /** Those that are read, in the order of the select list. */
    public List<ReadColumn> columns() {
        return columns.stream().map(ColumnReading::column).toList();
    }

    /** The select list. */
    public List<String> expressions() {
        return columns.stream().map(ColumnReading::expression).toList();
    }

    /** The value of a column by its place from 0, in the current row; an {@link UnreadableValue} where it is none. */
    public Object value(ResultSet row, int column) throws SQLException {
        return columns.get(column).read(row, column + 1);
    }
}
