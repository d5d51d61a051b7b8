/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.connect.jdbc.dialect.SetShape;
import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.mapping.Cell;
import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.RowBuffer;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.RowKey;
import dev.lockstep.connect.sink.WriteMode;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into changes of one table. Not thread-safe. */
final class RecordBinder {
    private static final RowKey NO_KEY = RowKey.of();

    private final TableDefinition table;
    private final KeyReader keys;
    private final RowShapes shapes;
    private final RowBuffer buffer = new RowBuffer();
    private final RowPlan.Target target;
    private final SchemaCache<Schema, RowPlan> plansBySchema = new SchemaCache<>();
    private final SchemaCache<Set<?>, RowPlan> plansByNames = new SchemaCache<>();
    private final BitSet asText = new BitSet();

    RecordBinder(TableDefinition target, ColumnMapping.Maker mappings, WriteMode mode) {
        // Where every record is a row of its own, the key's columns are columns like any other.
        this.table = mode == WriteMode.INSERT ? target.withoutKey() : target;
        this.keys = new KeyReader(table, mappings);
        this.shapes = new RowShapes(table, buffer);
        this.target = new RowPlan.Target(table, mode, mappings, shapes, buffer);
    }

    /** @throws DataException when the record is no change of a row of this table */
    JdbcChange bind(SinkRecord record) {
        RowChange change = RowChange.read(record.valueSchema(), record.value());
        if (change instanceof RowChange.Truncate) {
            throw new DataException("A truncation of table " + table.id()
                    + " cannot be carried out: rows that came before it on other partitions may come after it here."
                    + " Truncate the target by hand, or have the source skip truncations");
        }
        boolean keyless = table.keyColumns().isEmpty();
        KeyValues key = keyless ? null : keys.read(record.keySchema(), record.key());
        if (change instanceof RowChange.Upsert upsert) {
            RowPlan.Written row = plan(upsert).write(upsert.row(), key);
            return new JdbcChange(
                    record, shapes, row.shape(), row.image(), keyless ? NO_KEY : key.key(), keyless || key.exact());
        }
        return keyless ? deleteOfNoRow(record) : delete(record, key);
    }

    // For the core to leave out and count; a writer refuses it.
    private JdbcChange deleteOfNoRow(SinkRecord record) {
        buffer.begin();
        SetShape shape = shapes.get(Action.DELETE, List.of(), new BitSet());
        return new JdbcChange(record, shapes, shape, buffer.image(), NO_KEY, true);
    }

    private JdbcChange delete(SinkRecord record, KeyValues key) {
        buffer.begin();
        asText.clear();
        for (int place = 0; place < key.columns().size(); place++) {
            asText.set(place, key.write(place, buffer) == Cell.TEXT);
        }
        return new JdbcChange(
                record,
                shapes,
                shapes.get(Action.DELETE, table.keyColumns(), asText),
                buffer.image(),
                key.key(),
                key.exact());
    }

    private RowPlan plan(RowChange.Upsert upsert) {
        if (upsert.schema() != null) {
            return plansBySchema.get(upsert.schema(), this::planOf);
        }
        if (!(upsert.row() instanceof Map<?, ?> row)) {
            throw new DataException("Expected a row (map) in the record's value, found something else");
        }
        return plansByNames.getOrMake(row.keySet(), LinkedHashSet::new, this::planOf);
    }

    private RowPlan planOf(Schema schema) {
        return RowPlan.of(
                target, schema, schema.fields().stream().map(Field::name).toList());
    }

    private RowPlan planOf(Set<?> names) {
        return RowPlan.of(target, null, names.stream().map(String::valueOf).toList());
    }
}
