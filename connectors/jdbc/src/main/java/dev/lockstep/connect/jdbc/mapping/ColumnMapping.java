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
    private final ValueWriter text;
    private final CellWriter cell;
    private final KeyForm keyForm;

    private ColumnMapping(ColumnDefinition column, ValueWriter text, CellWriter cell, KeyForm keyForm) {
        this.column = column;
        this.text = text;
        this.cell = cell;
        this.keyForm = keyForm;
    }

    /** Makes the mappings of one engine. */
    @FunctionalInterface
    public interface Maker {
        /**
         * @param schema of the record's field; null when the record has no schema
         * @throws UnmappableColumnException when values of this schema do not belong into this column
         */
        ColumnMapping of(ColumnDefinition column, Schema schema);
    }

    /** {@link Maker} of PostgreSQL. */
    public static ColumnMapping postgres(ColumnDefinition column, Schema schema) {
        try {
            return new ColumnMapping(
                    column,
                    ValueWriters.of(column.type(), schema),
                    PostgresCells.of(column.type(), schema),
                    KeyForm.of(column, schema, false));
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    /** {@link Maker} of MariaDB and MySQL. */
    public static ColumnMapping mySql(ColumnDefinition column, Schema schema) {
        try {
            return new ColumnMapping(
                    column,
                    MySqlCells.text(column.type(), schema),
                    MySqlCells.of(column.type(), schema),
                    MySqlCells.keyForm(column.type(), KeyForm.of(column, schema, true)));
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    /** {@link Maker} of SQLite. */
    public static ColumnMapping sqlite(ColumnDefinition column, Schema schema) {
        try {
            return new ColumnMapping(
                    column,
                    SqliteCells.text(column.type(), schema),
                    SqliteCells.of(column.type(), schema),
                    KeyForm.of(column, schema, false));
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    public ColumnDefinition column() {
        return column;
    }

    /** The value's text; null for null. */
    String text(Object value) {
        if (value == null) {
            return null;
        }
        try {
            return text.write(value);
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    /**
     * Writes the value's cell, except if it is unavailable.
     *
     * @throws UnmappableColumnException when the value does not belong into the column
     */
    public Cell write(Object value, RowBuffer out) {
        if (value == null) {
            out.nullCell();
            return Cell.OWN_FORM;
        }
        if (UnavailableValue.is(value)) {
            return Cell.UNAVAILABLE;
        }
        try {
            int mark = out.beginCell();
            boolean ownForm = cell.write(value, out);
            out.endCell(mark);
            return ownForm ? Cell.OWN_FORM : Cell.TEXT;
        } catch (UnwritableValueException e) {
            throw named(column, e);
        }
    }

    /** Whether equal key parts and equal keys are the same thing. */
    public boolean keyIsExact() {
        return keyForm.exact();
    }

    /** The value, which is not null, as a part of its row's key. */
    public Object keyPart(Object value) {
        Object part = keyForm.ofValue(value);
        return part != null ? part : keyForm.ofText(text(value));
    }

    private static UnmappableColumnException named(ColumnDefinition column, UnwritableValueException reason) {
        return new UnmappableColumnException(
                "Column \"" + column.name() + "\" (" + column.type().castName() + "): " + reason.getMessage());
    }
}
