/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows by COPY in its binary format: a head, the rows as they are, an end. Not thread-safe. */
final class BinaryCopy {
    private static final int BUFFER = 128 * 1_024;
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] HEAD = ByteBuffer.allocate(SIGNATURE.length + 2 * Integer.BYTES)
            .put(SIGNATURE)
            .array(); // no flags, no extension
    private static final byte[] END = {-1, -1};

    private final byte[] buffer = new byte[BUFFER];
    private int size;

    /** @param cells how many each row has */
    void run(Connection connection, String sql, int cells, List<? extends RowImage> rows) throws SQLException {
        CopyIn copyIn = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            requireCells(copyIn, cells);
            size = 0;
            add(copyIn, HEAD);
            for (RowImage row : rows) {
                add(copyIn, row.image());
            }
            add(copyIn, END);
            copyIn.writeToCopy(buffer, 0, size);
            copyIn.endCopy();
        } finally {
            if (copyIn.isActive()) {
                copyIn.cancelCopy();
            }
        }
    }

    private static void requireCells(CopyIn copyIn, int cells) throws SQLException {
        if (copyIn.getFieldCount() != cells) {
            // As the server would say it of a row.
            throw new SQLException("The table has other columns than the rows", "42703");
        }
    }

    private void add(CopyIn copyIn, byte[] bytes) throws SQLException {
        if (bytes.length > BUFFER - size) {
            copyIn.writeToCopy(buffer, 0, size);
            size = 0;
            if (bytes.length > BUFFER) {
                copyIn.writeToCopy(bytes, 0, bytes.length);
                return;
            }
        }
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }
}
