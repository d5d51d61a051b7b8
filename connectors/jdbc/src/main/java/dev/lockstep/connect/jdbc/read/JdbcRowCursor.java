/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A cursor that owns its connection. */
final class JdbcRowCursor implements RowCursor {
    private final TableName table;
    private final Connection connection;
    private final ResultSet rows;
    private final ColumnReading[] columns;
    private boolean exhausted;

    private JdbcRowCursor(TableName table, Connection connection, ResultSet rows, List<ColumnReading> columns) {
        this.table = table;
        this.connection = connection;
        this.rows = rows;
        this.columns = columns.toArray(ColumnReading[]::new);
    }

    /** Takes the connection over: it is closed when this fails. */
    static JdbcRowCursor open(
            TableName table, Connection connection, String sql, int fetchSize, List<ColumnReading> columns) {
        try {
            Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(fetchSize);
            return new JdbcRowCursor(table, connection, statement.executeQuery(sql), columns);
        } catch (SQLException e) {
            Sessions.closeQuietly(connection);
            throw Sessions.failure("Reading table " + table, e);
        }
    }

    @Override
    public boolean next() {
        try {
            exhausted = !rows.next();
            return !exhausted;
        } catch (SQLException e) {
            throw Sessions.failure("Reading table " + table, e);
        }
    }

    @Override
    public Object value(int column) {
        ColumnReading reading = columns[column];
        try {
            return reading.read(rows, column + 1);
        } catch (SQLException e) {
            throw Sessions.failure("Reading column \"" + reading.column().name() + "\" of table " + table, e);
        }
    }

    @Override
    public void close() {
        if (!exhausted) {
            try {
                // A driver that streams would first read the rest of the rows.
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                throw Sessions.failure("Ending the read of table " + table, e);
            } finally {
                Sessions.closeQuietly(connection);
            }
        }
        Sessions.closeQuietly(connection);
    }
}
