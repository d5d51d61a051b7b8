/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one value of the current row as a Connect value. Thread-safe. */
@FunctionalInterface
public interface ValueReader {
    /**
     * @return null for NULL
     * @throws UnfitValueException when the value is none of the column's schema
     * @throws IllegalArgumentException when its text is not of the form that its type is written in
     */
    Object read(ResultSet row, int column) throws SQLException;

    /** For what the server gives as text. */
    static ValueReader ofText(TextReader reader) {
        return (row, column) -> {
            String text = row.getString(column);
            return text == null ? null : reader.read(text);
        };
    }
}
