/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

/** A column was asked for that has no reader. */
public final class UnreadableColumnException extends DatabaseReadException {
    private static final long serialVersionUID = 1L;

    UnreadableColumnException(TableName table, UnreadableColumn column) {
        super("Column \"" + column.name() + "\" of table " + table + " has type " + column.declaredType()
                + ", which cannot be read: " + column.reason()
                + ". Leave the column out, or give it a type that can be read");
    }
}
