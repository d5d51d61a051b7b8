/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * How rows with one set of fields become rows of one table.
 *
 * <p>Every field must have a column. Computed columns are left to the server. Columns without a field keep what they
 * hold, or get their default in a new row; one that has no default and allows no NULL must have a field. The key's
 * columns are written from the record's key; where the row has them too, both must agree.
 */
final class RowPlan {
    /**
     * @param fromRow empty when the row has no such field
     * @param keyPlace the column's place in the primary key, or -1
     */
    private record Slot(ColumnDefinition column, Optional<ColumnMapping> fromRow, int keyPlace) {}

    private final TableDefinition table;
    private final List<Slot> slots;
    private final SetStatement statement;

    private RowPlan(TableDefinition table, List<Slot> slots, SetStatement statement) {
        this.table = table;
        this.slots = slots;
        this.statement = statement;
    }

    /**
     * @param fields the row's fields, with null schemas when the record has none
     * @param statements gives the statement that writes the given columns
     * @throws DataException when such rows are no rows of this table
     */
    static RowPlan of(
            TableDefinition table,
            Map<String, Schema> fields,
            Function<List<ColumnDefinition>, SetStatement> statements) {
        for (String field : fields.keySet()) {
            if (table.column(field).isEmpty() && !field.equals(RowChange.DELETED_FIELD)) {
                throw new DataException("The record has a field \"" + field + "\", table " + table.id()
                        + " has no such column. Add the column, or drop or rename the field with a transform");
            }
        }
        List<Slot> slots = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            int keyPlace = table.keyColumns().indexOf(column);
            boolean inRow = fields.containsKey(column.name());
            if (column.computed() || (!inRow && keyPlace < 0 && !column.required())) {
                continue;
            }
            if (!inRow && keyPlace < 0) {
                throw new DataException("The record has no field \"" + column.name() + "\", and table " + table.id()
                        + " can have no row without one: the column is NOT NULL and has no default");
            }
            Optional<ColumnMapping> mapping =
                    inRow ? Optional.of(ColumnMapping.of(column, fields.get(column.name()))) : Optional.empty();
            slots.add(new Slot(column, mapping, keyPlace));
        }
        return new RowPlan(
                table, slots, statements.apply(slots.stream().map(Slot::column).toList()));
    }

    SetStatement statement() {
        return statement;
    }

    /**
     * @param row a struct or a map by column name
     * @return the texts of the statement's columns
     */
    List<String> texts(Object row, RowKey key) {
        List<String> texts = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            String text = slot.fromRow().isPresent()
                    ? slot.fromRow().get().text(field(row, slot.column().name()))
                    : null;
            if (slot.keyPlace() >= 0) {
                slot.fromRow().ifPresent(mapping -> requireAgreement(mapping, text, key, slot.keyPlace()));
                texts.add(key.texts().get(slot.keyPlace()));
            } else {
                requireAllowedNull(slot.column(), text);
                texts.add(text);
            }
        }
        return Collections.unmodifiableList(texts);
    }

    // A null in the record is a null in the row, never the schema's default.
    private static Object field(Object row, String name) {
        return row instanceof Struct struct ? struct.getWithoutDefault(name) : ((Map<?, ?>) row).get(name);
    }

    private void requireAgreement(ColumnMapping mapping, String text, RowKey key, int place) {
        if (text == null || !mapping.keyText().of(text).equals(key.comparable().get(place))) {
            throw new DataException("The record's key and its row disagree in key column \""
                    + mapping.column().name() + "\" of table " + table.id()
                    + ". A transform may have changed one of the two only");
        }
    }

    private void requireAllowedNull(ColumnDefinition column, String text) {
        if (text == null && !column.nullable()) {
            throw new DataException("The record holds null in column \"" + column.name() + "\" of table " + table.id()
                    + ", which is NOT NULL");
        }
    }
}
