/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import org.apache.kafka.connect.data.Schema;

/**
 * How values of one schema get into one column: the column and its writer in one object, so that no two places can
 * disagree about it. Thread-safe.
 */
public final class ColumnMapping {
    private final ColumnDefinition column;
    private final ValueWriter writer;
    private final KeyText keyText;

    private ColumnMapping(ColumnDefinition column, ValueWriter writer, KeyText keyText) {
        this.column = column;
        this.writer = writer;
        this.keyText = keyText;
    }

    /**
     * @param schema of the record's field; null when the record has no schema
     * @throws UnmappableColumnException when values of this schema do not belong into this column
     */
    public static ColumnMapping of(ColumnDefinition column, Schema schema) {
        try {
            return new ColumnMapping(column, ValueWriters.of(column.type(), schema), KeyText.of(column, schema));
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    public ColumnDefinition column() {
        return column;
    }

    /** The value's text; null for null. */
    public String text(Object value) {
        if (value == null) {
            return null;
        }
        try {
            return writer.write(value);
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    /** How keys of this column are compared. */
    public KeyText keyText() {
        return keyText;
    }

    private static UnmappableColumnException named(ColumnDefinition column, UnwritableValueException reason) {
        return new UnmappableColumnException(
                "Column \"" + column.name() + "\" (" + column.type().castName() + "): " + reason.getMessage());
    }
}
