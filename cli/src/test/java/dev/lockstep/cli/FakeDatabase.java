/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.connect.jdbc.read.Lane;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.RowCursor;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Tables in memory. */
public final class FakeDatabase implements ReadableDatabase {
    private final Map<TableName, ReadTable> tables = new LinkedHashMap<>();
    private final Map<TableName, List<List<Object>>> rows = new LinkedHashMap<>();

    public static ReadColumn column(String name, Schema schema, String declaredType) {
        return new ReadColumn(name, schema, declaredType, schema.isOptional());
    }

    public FakeDatabase table(String name, List<ReadColumn> columns, List<String> key, Object[]... values) {
        return table(name, columns, List.of(), key, values);
    }

    public FakeDatabase table(
            String name,
            List<ReadColumn> columns,
            List<UnreadableColumn> unreadable,
            List<String> key,
            Object[]... values) {
        TableName table = new TableName("", name);
        tables.put(table, new ReadTable(table, columns, unreadable, key, values.length));
        rows.put(table, Arrays.stream(values).map(Arrays::asList).toList());
        return this;
    }

    @Override
    public String product() {
        return "Fake 1";
    }

    @Override
    public List<TableName> tables() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public ReadTable describe(TableName table) {
        return tables.get(table);
    }

    @Override
    public RowCursor rows(ReadTable table, List<String> columns, Lane lane) {
        List<String> all = table.columns().stream().map(ReadColumn::name).toList();
        Iterator<List<Object>> iterator = rows.get(table.name()).iterator();
        return new RowCursor() {
            private List<Object> row;

            @Override
            public boolean next() {
                row = iterator.hasNext() ? iterator.next() : null;
                return row != null;
            }

            @Override
            public Object value(int column) {
                return row.get(all.indexOf(columns.get(column)));
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public List<Lane> lanes(ReadTable table, int wanted) {
        return List.of(new Lane.Whole());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
