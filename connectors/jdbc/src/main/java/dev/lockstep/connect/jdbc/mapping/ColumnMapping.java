/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnType;
import java.util.function.BiFunction;
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

    /** The forms of the values of one type and schema, as an engine takes them. */
    private record Forms(ValueWriter text, CellWriter cell) {
        /** The same, with numbers in the forms of what they count. */
        Forms counting(Counts counts, Forms counted) {
            return new Forms(
                    value -> Counts.are(value) ? counted.text.write(counts.named(value)) : text.write(value),
                    (value, out) ->
                            Counts.are(value) ? counted.cell.write(counts.named(value), out) : cell.write(value, out));
        }
    }

    @FunctionalInterface
    private interface Engine {
        Forms of(ColumnType type, Schema schema);

        /** @throws UnwritableValueException when no value of this schema belongs into the type */
        default Forms of(ColumnType type, Schema schema, CountUnit unit) {
            Forms forms = of(type, schema);
            if (schema != null || !Counts.mayBeIn(type)) {
                return forms;
            }
            Counts counts = Counts.of(type, unit);
            return forms.counting(counts, counts.schema() == null ? forms : of(type, counts.schema()));
        }
    }

    /** @param unit of numbers for times in records without schema */
    public static Maker postgres(CountUnit unit) {
        Engine engine = (type, schema) -> new Forms(ValueWriters.of(type, schema), PostgresCells.of(type, schema));
        return maker(engine, unit, (column, schema) -> KeyForm.of(column, schema, false));
    }

    /** Of MariaDB and MySQL, likewise. */
    public static Maker mySql(CountUnit unit) {
        Engine engine = (type, schema) -> new Forms(MySqlCells.text(type, schema), MySqlCells.of(type, schema));
        return maker(
                engine, unit, (column, schema) -> MySqlCells.keyForm(column.type(), KeyForm.of(column, schema, true)));
    }

    /** Of SQLite, likewise. */
    public static Maker sqlite(CountUnit unit) {
        Engine engine = (type, schema) -> new Forms(SqliteCells.text(type, schema), SqliteCells.of(type, schema));
        return maker(engine, unit, (column, schema) -> KeyForm.of(column, schema, false));
    }

    private static Maker maker(Engine engine, CountUnit unit, BiFunction<ColumnDefinition, Schema, KeyForm> keyForms) {
        return (column, schema) -> {
            try {
                Forms forms = engine.of(column.type(), schema, unit);
                return new ColumnMapping(column, forms.text(), forms.cell(), keyForms.apply(column, schema));
            } catch (UnwritableValueException e) {
                throw named(column, e);
            }
        };
    }

    public ColumnDefinition column() {
        return column;
    }

    /**
     * The value's text, in hexadecimal digits where the engine takes bytes; null for null.
     *
     * @throws UnmappableColumnException when the value does not belong into the column
     */
    public String text(Object value) {
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
