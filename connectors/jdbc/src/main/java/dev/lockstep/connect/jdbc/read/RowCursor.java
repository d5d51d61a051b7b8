/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/**
 * Rows of one lane, streamed from the server in no particular order. Owned by one thread; must be closed, which also
 * ends a read that is not finished.
 */
public interface RowCursor extends AutoCloseable {
    /**
     * Moves to the next row.
     *
     * @return false when there is none
     * @throws DatabaseReadException when the read fails; the rows so far are then not the whole lane
     */
    boolean next();

    /**
     * A value of the current row.
     *
     * @param column place in the list of columns that was asked for, from 0
     * @return null for NULL; a value of the column's schema, except that a date with a month or day of zero is its text,
     *     to be encoded as a rule of its column says, an array of PostgreSQL is nested as it is stored, which is not always
     *     as it was declared, and a number that is none (NaN, infinities) under a decimal schema is a
     *     {@link dev.lockstep.canonical.value.CanonicalValue.NotFinite}; or an {@link UnreadableValue}
     * @throws DatabaseReadException when the read fails
     */
    Object value(int column);

    @Override
    void close();
}
