/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.WriteMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into changes of one table. Not thread-safe. */
final class RecordBinder {
    private static final RowKey NO_KEY = new RowKey(List.of(), List.of(), true);

    private final TableDefinition table;
    private final PostgresDialect dialect;
    private final WriteMode mode;
    private final KeyReader keys;
    private final SetStatement delete;
    private final Map<List<ColumnDefinition>, SetStatement> upserts = new HashMap<>();
    private final SchemaCache<Schema, RowPlan> plansBySchema = new SchemaCache<>();
    private final SchemaCache<Set<String>, RowPlan> plansByNames = new SchemaCache<>();

    RecordBinder(TableDefinition target, PostgresDialect dialect, WriteMode mode) {
        // Where every record is a row of its own, the key's columns are columns like any other.
        this.table = mode == WriteMode.INSERT
                ? new TableDefinition(target.id(), target.columns(), List.of(), false)
                : target;
        this.dialect = dialect;
        this.mode = mode;
        this.keys = new KeyReader(table);
        this.delete = SetStatement.delete(table, dialect);
    }

    /** @throws DataException when the record is no change of a row of this table */
    JdbcChange bind(SinkRecord record) {
        RowChange change = RowChange.read(record.valueSchema(), record.value());
        if (change instanceof RowChange.Truncate) {
            throw new DataException("A truncation of table " + table.id()
                    + " cannot be carried out: rows that came before it on other partitions may come after it here."
                    + " Truncate the target by hand, or have the source skip truncations");
        }
        RowKey key = mode == WriteMode.INSERT ? NO_KEY : keys.read(record.keySchema(), record.key());
        if (change instanceof RowChange.Upsert upsert) {
            RowPlan plan = plan(upsert);
            return new JdbcChange(
                    record, plan.statement(), plan.texts(upsert.row(), key), key.comparable(), key.exact());
        }
        return new JdbcChange(record, delete, key.texts(), key.comparable(), key.exact());
    }

    private RowPlan plan(RowChange.Upsert upsert) {
        if (upsert.schema() != null) {
            return plansBySchema.get(upsert.schema(), this::planOf);
        }
        if (!(upsert.row() instanceof Map<?, ?> row)) {
            throw new DataException("Expected a row (map) in the record's value, found something else");
        }
        Map<String, Schema> fields = new LinkedHashMap<>();
        row.keySet().forEach(name -> fields.put(String.valueOf(name), null));
        return plansByNames.get(fields.keySet(), names -> planOf(fields));
    }

    private RowPlan planOf(Schema schema) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            fields.put(field.name(), field.schema());
        }
        return planOf(fields);
    }

    private RowPlan planOf(Map<String, Schema> fields) {
        return RowPlan.of(
                table,
                fields,
                columns -> upserts.computeIfAbsent(columns, none -> SetStatement.write(table, columns, mode, dialect)));
    }
}
