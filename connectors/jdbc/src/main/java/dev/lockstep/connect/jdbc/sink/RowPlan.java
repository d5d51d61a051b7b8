/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.connect.jdbc.dialect.SetShape;
import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.mapping.Cell;
import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.RowBuffer;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.WriteMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * How rows with one set of fields become rows of one table.
 *
 * <p>Every field must have a column. Computed columns are left to the server. Columns without a field keep what they
 * hold, or get their default in a new row; one that has no default and allows no NULL must have a field. A column whose
 * value the record does not hold, but only change capture's placeholder for it, keeps what it holds too; the row must
 * then be there. The key's columns are written from the record's key; where the row has them too, both must agree.
 */
final class RowPlan {
    /** How rows of a table are written, whatever their fields. */
    record Target(
            TableDefinition table, WriteMode mode, ColumnMapping.Maker mappings, RowShapes shapes, RowBuffer buffer) {}

    /**
     * @param mapping null when the row has no such field
     * @param field null when the row has no such field or the record has no schema
     * @param schema null when the record has none
     * @param keyPlace the column's place in the primary key, or -1
     */
    private record Slot(ColumnDefinition column, ColumnMapping mapping, Field field, Schema schema, int keyPlace) {}

    private final Target target;
    private final Slot[] slots;
    private final List<ColumnDefinition> columns;
    private final BitSet absent = new BitSet();
    private final BitSet asText = new BitSet();
    private BitSet lastAsText = new BitSet();
    private SetShape lastFull;

    private RowPlan(Target target, List<Slot> slots) {
        this.target = target;
        this.slots = slots.toArray(Slot[]::new);
        this.columns = slots.stream().map(Slot::column).toList();
    }

    /**
     * @param fields the row's fields, null for a record without schema
     * @param names the fields' names
     * @throws DataException when such rows are no rows of this table
     */
    static RowPlan of(Target target, Schema fields, Iterable<String> names) {
        TableDefinition table = target.table();
        List<String> present = new ArrayList<>();
        for (String name : names) {
            if (table.column(name).isPresent()) {
                present.add(name);
            } else if (!name.equals(RowChange.DELETED_FIELD)) {
                throw new DataException("The record has a field \"" + name + "\", table " + table.id()
                        + " has no such column. Add the column, or drop or rename the field with a transform");
            }
        }
        List<Slot> slots = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            slot(target, column, present.contains(column.name()), fields).ifPresent(slots::add);
        }
        return new RowPlan(target, slots);
    }

    private static Optional<Slot> slot(Target target, ColumnDefinition column, boolean inRow, Schema fields) {
        int keyPlace = target.table().keyColumns().indexOf(column);
        if (column.computed() || (!inRow && keyPlace < 0 && !column.required())) {
            return Optional.empty();
        }
        if (!inRow && keyPlace < 0) {
            if (target.mode() == WriteMode.UPDATE_ONLY) {
                return Optional.empty();
            }
            throw new DataException("The record has no field \"" + column.name() + "\", and table "
                    + target.table().id() + " can have no row without one: the column is NOT NULL and has no default");
        }
        Field field = inRow && fields != null ? fields.field(column.name()) : null;
        Schema schema = field == null ? null : field.schema();
        ColumnMapping mapping = inRow ? target.mappings().of(column, schema) : null;
        return Optional.of(new Slot(column, mapping, field, schema, keyPlace));
    }

    /** What a record's row makes of the buffer's content, and the shape that it has. */
    @SuppressWarnings("ArrayRecordComponent") // two are never compared
    record Written(SetShape shape, byte[] image) {}

    /**
     * @param row a struct or a map by column name
     * @param key null when the table has none
     */
    Written write(Object row, KeyValues key) {
        RowBuffer buffer = target.buffer();
        buffer.begin();
        absent.clear();
        asText.clear();
        int place = 0;
        for (int i = 0; i < slots.length; i++) {
            Cell cell = write(slots[i], row, key, buffer);
            if (cell == Cell.UNAVAILABLE) {
                absent.set(i);
                continue;
            }
            if (cell == Cell.TEXT) {
                asText.set(place);
            }
            place++;
        }
        return new Written(shape(), buffer.image());
    }

    private Cell write(Slot slot, Object row, KeyValues key, RowBuffer buffer) {
        Object value = slot.mapping() == null ? null : value(row, slot);
        if (slot.keyPlace() >= 0) {
            if (slot.mapping() != null && !key.agrees(slot.keyPlace(), value, slot.mapping(), slot.schema())) {
                throw new DataException("The record's key and its row disagree in key column \""
                        + slot.column().name() + "\" of table " + target.table().id()
                        + ". A transform may have changed one of the two only");
            }
            return key.write(slot.keyPlace(), buffer);
        }
        if (value == null && !slot.column().nullable()) {
            throw new DataException("The record holds null in column \""
                    + slot.column().name() + "\" of table " + target.table().id() + ", which is NOT NULL");
        }
        return slot.mapping().write(value, buffer);
    }

    private SetShape shape() {
        if (absent.isEmpty()) {
            if (lastFull == null || !asText.equals(lastAsText)) {
                lastFull = target.shapes().get(Action.valueOf(target.mode().name()), columns, asText);
                lastAsText = (BitSet) asText.clone();
            }
            return lastFull;
        }
        List<ColumnDefinition> written = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            if (!absent.get(i)) {
                written.add(columns.get(i));
            }
        }
        return switch (target.mode()) {
            case UPSERT -> target.shapes().get(Action.UPDATE_PRESENT, written, asText);
            case UPDATE_ONLY -> target.shapes().get(Action.UPDATE_ONLY, written, asText);
            case INSERT, SKIP_EXISTING ->
                throw new DataException("The record holds change capture's placeholder in column \""
                        + columns.get(absent.nextSetBit(0)).name() + "\" of table "
                        + target.table().id() + ", so it cannot be a new row. Set REPLICA IDENTITY FULL on the source"
                        + " table, or write in mode upsert");
        };
    }

    private static Object value(Object row, Slot slot) {
        if (slot.field() != null) {
            return value((Struct) row, slot.field());
        }
        return ((Map<?, ?>) row).get(slot.column().name());
    }

    // A null in the record is a null in the row, never the schema's default.
    static Object value(Struct struct, Field field) {
        return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
    }
}
