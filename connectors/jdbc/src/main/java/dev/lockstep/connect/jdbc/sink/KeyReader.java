/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import java.util.ArrayList;
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
final class KeyReader {
    private final TableDefinition table;
    private final Set<String> names;
    private final List<ColumnMapping> schemaless;
    private final SchemaCache<Schema, List<ColumnMapping>> mappings = new SchemaCache<>();

    KeyReader(TableDefinition table) {
        this.table = table;
        this.names = Set.copyOf(table.keyNames());
        this.schemaless = table.keyColumns().stream()
                .map(column -> ColumnMapping.of(column, null))
                .toList();
    }

    /** @throws DataException when the record has no usable key */
    RowKey read(Schema schema, Object key) {
        if (key instanceof Struct struct) {
            List<ColumnMapping> columns = mappings.get(struct.schema(), this::ofFields);
            return texts(
                    columns,
                    columns.stream()
                            .map(mapping ->
                                    struct.getWithoutDefault(mapping.column().name()))
                            .toList());
        }
        if (key instanceof Map<?, ?> map) {
            requireKeyFields(map.keySet().stream().map(String::valueOf).collect(Collectors.toSet()));
            return texts(
                    schemaless,
                    schemaless.stream()
                            .<Object>map(mapping -> map.get(mapping.column().name()))
                            .toList());
        }
        if (key == null) {
            throw new DataException("The record has no key, by which table " + table.id()
                    + " is written. Have the source give one, or make one with a transform such as ValueToKey");
        }
        if (names.size() > 1) {
            throw unusable("a bare value");
        }
        List<ColumnMapping> columns = schema == null ? schemaless : mappings.get(schema, this::ofBareValue);
        return texts(columns, List.of(key));
    }

    private List<ColumnMapping> ofFields(Schema schema) {
        requireKeyFields(schema.fields().stream().map(Field::name).collect(Collectors.toSet()));
        return table.keyColumns().stream()
                .map(column ->
                        ColumnMapping.of(column, schema.field(column.name()).schema()))
                .toList();
    }

    private List<ColumnMapping> ofBareValue(Schema schema) {
        return List.of(ColumnMapping.of(table.keyColumns().get(0), schema));
    }

    private void requireKeyFields(Set<String> found) {
        if (!found.equals(names)) {
            throw unusable("the fields " + new TreeSet<>(found));
        }
    }

    private DataException unusable(String found) {
        return new DataException("The record's key is not the primary key of table " + table.id() + ": expected the"
                + " fields " + new TreeSet<>(names) + ", found " + found);
    }

    private RowKey texts(List<ColumnMapping> columns, List<Object> values) {
        List<String> texts = new ArrayList<>(columns.size());
        List<String> comparable = new ArrayList<>(columns.size());
        boolean exact = true;
        for (int i = 0; i < columns.size(); i++) {
            ColumnMapping mapping = columns.get(i);
            String text = mapping.text(values.get(i));
            if (text == null) {
                throw nullKey(mapping.column());
            }
            texts.add(text);
            comparable.add(mapping.keyText().of(text));
            exact &= mapping.keyText().exact();
        }
        return new RowKey(List.copyOf(texts), List.copyOf(comparable), exact);
    }

    private DataException nullKey(ColumnDefinition column) {
        return new DataException("The record's key is null in column \"" + column.name() + "\" of table " + table.id());
    }
}
