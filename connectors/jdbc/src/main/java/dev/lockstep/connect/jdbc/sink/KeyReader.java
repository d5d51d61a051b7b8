/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.RowKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads record keys of one table. A key is usable if its fields are exactly the primary key's columns; a bare value
 * is, if the primary key is one column. Not thread-safe.
 */
public final class KeyReader {
    /** How keys of one schema are read. The fields are empty for a bare value and without schema. */
    private record KeyPlan(List<ColumnMapping> columns, List<Schema> schemas, List<Field> fields, boolean exact) {
        static KeyPlan of(List<ColumnMapping> columns, List<Schema> schemas, List<Field> fields) {
            return new KeyPlan(columns, schemas, fields, columns.stream().allMatch(ColumnMapping::keyIsExact));
        }
    }

    private final TableDefinition table;
    private final ColumnMapping.Maker mappings;
    private final Set<String> names;
    private final KeyPlan schemaless;
    private final SchemaCache<Schema, KeyPlan> plans = new SchemaCache<>();

    public KeyReader(TableDefinition table, ColumnMapping.Maker mappings) {
        this.table = table;
        this.mappings = mappings;
        this.names = Set.copyOf(table.keyNames());
        this.schemaless = KeyPlan.of(
                table.keyColumns().stream()
                        .map(column -> mappings.of(column, null))
                        .toList(),
                Collections.nCopies(table.keyColumns().size(), null),
                List.of());
    }

    /** @throws DataException when the record has no usable key */
    public KeyValues read(Schema schema, Object key) {
        if (key instanceof Struct struct) {
            KeyPlan plan = plans.get(struct.schema(), this::ofFields);
            Object[] values = new Object[plan.fields().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = RowPlan.value(struct, plan.fields().get(i));
            }
            return values(plan, values);
        }
        if (key instanceof Map<?, ?> map) {
            if (!map.keySet().equals(names)) {
                throw unusable("the fields "
                        + map.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)));
            }
            Object[] values = table.keyColumns().stream()
                    .map(column -> map.get(column.name()))
                    .toArray();
            return values(schemaless, values);
        }
        if (key == null) {
            throw new DataException("The record has no key, by which table " + table.id()
                    + " is written. Have the source give one, or make one with a transform such as ValueToKey");
        }
        if (names.size() > 1) {
            throw unusable("a bare value");
        }
        return values(schema == null ? schemaless : plans.get(schema, this::ofBareValue), new Object[] {key});
    }

    private KeyPlan ofFields(Schema schema) {
        Set<String> found = schema.fields().stream().map(Field::name).collect(Collectors.toSet());
        if (!found.equals(names)) {
            throw unusable("the fields " + new TreeSet<>(found));
        }
        List<Field> fields = table.keyNames().stream().map(schema::field).toList();
        List<ColumnMapping> columns = table.keyColumns().stream()
                .map(column -> mappings.of(column, schema.field(column.name()).schema()))
                .toList();
        return KeyPlan.of(columns, fields.stream().map(Field::schema).toList(), fields);
    }

    private KeyPlan ofBareValue(Schema schema) {
        return KeyPlan.of(List.of(mappings.of(table.keyColumns().get(0), schema)), List.of(schema), List.of());
    }

    private DataException unusable(String found) {
        return new DataException("The record's key is not the primary key of table " + table.id() + ": expected the"
                + " fields " + new TreeSet<>(names) + ", found " + found);
    }

    private KeyValues values(KeyPlan plan, Object[] values) {
        Object[] parts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw nullKey(plan.columns().get(i).column());
            }
            parts[i] = plan.columns().get(i).keyPart(values[i]);
        }
        return new KeyValues(plan.columns(), plan.schemas(), values, RowKey.of(parts), plan.exact());
    }

    private DataException nullKey(ColumnDefinition column) {
        return new DataException("The record's key is null in column \"" + column.name() + "\" of table " + table.id());
    }
}
