/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.mapping.MySqlCells;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes sets into MariaDB or MySQL: statements of many rows, and updates one by one.
 *
 * <p>LOAD DATA LOCAL is no choice: it turns data that do not fit into others and says so in a warning at most.
 */
final class MySqlSets implements SetWriter {
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_PARAMETERS = 65_535;
    private static final int MOST_BYTES = 1_000_000; // well below the smallest max_allowed_packet that is usual

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
        MySqlStatements sql = new MySqlStatements(shape);
        if (shape.action() == Action.UPDATE_PRESENT || shape.action() == Action.UPDATE_ONLY) {
            return update(connection, shape, sql, rows);
        }
        int most = Math.min(MOST_ROWS, MOST_PARAMETERS / shape.columns().size());
        List<RowImage> chunk = new ArrayList<>();
        long bytes = 0;
        for (RowImage row : rows) {
            if (chunk.size() == most || (!chunk.isEmpty() && bytes + row.image().length > MOST_BYTES)) {
                execute(connection, shape, sql, chunk);
                chunk.clear();
                bytes = 0;
            }
            chunk.add(row);
            bytes += row.image().length;
        }
        execute(connection, shape, sql, chunk);
        return Optional.empty();
    }

    private static void execute(Connection connection, SetShape shape, MySqlStatements sql, List<RowImage> chunk)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.write(chunk.size()))) {
            int parameter = 1;
            for (RowImage row : chunk) {
                CellReader cells = new CellReader(row);
                for (ColumnDefinition column : shape.columns()) {
                    bind(statement, parameter++, column, cells.next());
                }
            }
            statement.executeUpdate();
            refuseWarnings(statement);
        }
    }

    private static Optional<String> update(
            Connection connection, SetShape shape, MySqlStatements sql, List<? extends RowImage> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.update())) {
            for (RowImage row : rows) {
                CellReader cells = new CellReader(row);
                for (int place = 0; place < shape.columns().size(); place++) {
                    bind(statement, sql.updateParameter(place), shape.columns().get(place), cells.next());
                }
                int found = statement.executeUpdate();
                refuseWarnings(statement);
                if (found == 0 && shape.action() == Action.UPDATE_PRESENT) {
                    return Optional.of(PostgresSets.NOT_THERE);
                }
            }
        }
        return Optional.empty();
    }

    private static void bind(PreparedStatement statement, int parameter, ColumnDefinition column, byte[] content)
            throws SQLException {
        if (content != null && MySqlCells.isBinary(column.type())) {
            statement.setBytes(parameter, content);
        } else {
            statement.setString(parameter, content == null ? null : new String(content, StandardCharsets.UTF_8));
        }
    }

    // A value that was rounded or cut all the same is a value that was not written.
    private static void refuseWarnings(PreparedStatement statement) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            int error = warning.getErrorCode();
            if (MySqlErrors.classify(error, "01000") == FailureKind.BAD_RECORD) {
                throw new SQLException(warning.getMessage(), "22000", error);
            }
        }
    }
}
