/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.mapping.PostgresWire;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/**
 * Rows as one array for each column. The elements of a binary array have the very form of a row's cells, so they are
 * copied as they are.
 */
final class BinaryArrays {
    private static final int HEAD = 5 * Integer.BYTES;

    private final ByteBuffer[] rows;

    BinaryArrays(List<? extends RowImage> rows) {
        this.rows = rows.stream()
                .map(row -> ByteBuffer.wrap(row.image()).position(Short.BYTES))
                .toArray(ByteBuffer[]::new);
    }

    /** Binds the columns from the first to the last, which is possible once. */
    void bind(Connection connection, PreparedStatement statement, int columns, IntFunction<PostgresWire> wires)
            throws SQLException {
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        for (int column = 0; column < columns; column++) {
            PostgresWire wire = wires.apply(column);
            statement.setArray(column + 1, new PgArray(driver, wire.arrayOid(), next(wire.elementOid())));
        }
    }

    /** The next column of all rows: dimensions, whether there are nulls, element type, length, first index, elements. */
    private byte[] next(int elementOid) {
        int[] lengths = new int[rows.length];
        int size = HEAD;
        boolean nulls = false;
        for (int i = 0; i < rows.length; i++) {
            lengths[i] = rows[i].getInt(rows[i].position());
            nulls |= lengths[i] < 0;
            size = Math.addExact(size, Integer.BYTES + Math.max(lengths[i], 0));
        }
        ByteBuffer array = ByteBuffer.allocate(size)
                .putInt(1)
                .putInt(nulls ? 1 : 0)
                .putInt(elementOid)
                .putInt(rows.length)
                .putInt(1);
        for (int i = 0; i < rows.length; i++) {
            int length = Integer.BYTES + Math.max(lengths[i], 0);
            array.put(rows[i].array(), rows[i].position(), length);
            rows[i].position(rows[i].position() + length);
        }
        return array.array();
    }
}
