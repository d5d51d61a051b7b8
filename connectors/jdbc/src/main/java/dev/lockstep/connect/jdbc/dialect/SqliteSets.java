/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.mapping.SqliteCells;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes sets into SQLite: one prepared statement, row by row, since there is no way to a server. */
final class SqliteSets implements SetWriter {
    @Override
    public void prepare(Connection connection, SetShape shape, int rows) {
        // Nothing outlives a statement.
    }

    @Override
    public void ended(boolean committed) {
        // Nothing outlives a statement.
    }

    @Override
    public Optional<String> write(Connection connection, SetShape shape, List<? extends RowImage> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(shape))) {
            for (RowImage row : rows) {
                CellReader cells = new CellReader(row);
                for (int place = 0; place < shape.columns().size(); place++) {
                    bind(statement, place + 1, cells.next());
                }
                if (statement.executeUpdate() == 0 && shape.action() == Action.UPDATE_PRESENT) {
                    return Optional.of(PostgresSets.NOT_THERE);
                }
            }
        }
        return Optional.empty();
    }

    /** Its parameters are numbered as the shape's columns. */
    static String sql(SetShape shape) {
        TableDefinition table = shape.table();
        List<ColumnDefinition> updated = shape.columns().stream()
                .filter(column -> !table.keyColumns().contains(column))
                .toList();
        String name = quoted(table.id().schema()) + "." + quoted(table.id().name());
        String keys = table.keyColumns().stream()
                .map(column -> assignment(shape, column))
                .collect(Collectors.joining(" AND "));
        String insert = "INSERT INTO " + name + " (" + list(shape.columns(), column -> quoted(column.name()))
                + ") VALUES (" + list(shape.columns(), column -> parameter(shape, column)) + ")";
        String conflict = " ON CONFLICT (" + list(table.keyColumns(), column -> quoted(column.name())) + ") DO ";
        return switch (shape.action()) {
            case INSERT -> insert;
            case SKIP_EXISTING -> insert + conflict + "NOTHING";
            case UPSERT ->
                insert
                        + conflict
                        + (updated.isEmpty()
                                ? "NOTHING"
                                : "UPDATE SET "
                                        + list(
                                                updated,
                                                column -> quoted(column.name()) + " = excluded."
                                                        + quoted(column.name())));
            case UPDATE_PRESENT, UPDATE_ONLY ->
                "UPDATE " + name + " SET "
                        + list(updated.isEmpty() ? table.keyColumns() : updated, column -> assignment(shape, column))
                        + " WHERE " + keys;
            case DELETE -> "DELETE FROM " + name + " WHERE " + keys;
        };
    }

    private static String assignment(SetShape shape, ColumnDefinition column) {
        return quoted(column.name()) + " = " + parameter(shape, column);
    }

    private static String parameter(SetShape shape, ColumnDefinition column) {
        return "?" + (shape.columns().indexOf(column) + 1);
    }

    private static void bind(PreparedStatement statement, int parameter, byte[] content) throws SQLException {
        if (content == null) {
            statement.setNull(parameter, Types.NULL);
            return;
        }
        switch ((char) content[0]) {
            case SqliteCells.INTEGER ->
                statement.setLong(
                        parameter, ByteBuffer.wrap(content, 1, Long.BYTES).getLong());
            case SqliteCells.REAL ->
                statement.setDouble(
                        parameter, ByteBuffer.wrap(content, 1, Double.BYTES).getDouble());
            case SqliteCells.TEXT ->
                statement.setString(parameter, new String(content, 1, content.length - 1, StandardCharsets.UTF_8));
            case SqliteCells.BLOB -> statement.setBytes(parameter, Arrays.copyOfRange(content, 1, content.length));
            default -> throw new IllegalStateException("a cell of no class that SQLite has");
        }
    }

    private static String quoted(String identifier) {
        return PostgresDialect.quoted(identifier);
    }

    private static String list(List<ColumnDefinition> columns, Function<ColumnDefinition, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }
}
