/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * All that reading one column takes, in one object, so that no two places can disagree about it.
 *
 * @param expression SQL whose result the reader reads
 */
record ColumnReading(ReadColumn column, String expression, ValueReader reader) {
    /**
     * The value of the current row, or an {@link UnreadableValue}.
     *
     * @param place in the select list, from 1
     */
    Object read(ResultSet row, int place) throws SQLException {
        try {
            return reader.read(row, place);
        } catch (UnfitValueException e) {
            return new UnreadableValue(column.name(), e.getMessage());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The message may quote the value.
            return new UnreadableValue(
                    column.name(), "its text is not of the form in which " + column.declaredType() + " is written");
        }
    }
}
