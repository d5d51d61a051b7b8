/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

import dev.lockstep.connect.jdbc.plugin.PluginVersion;
import dev.lockstep.connect.jdbc.read.CapturedColumn;
import dev.lockstep.connect.jdbc.read.CapturedTable;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;

/** The records of one table. The schemas are the same objects for as long as this lives: converters keep what they make. */
final class TableRecords implements RowRecords {
    private final CapturedTable captured;
    private final List<CapturedColumn> columns;
    private final List<KeyColumn> key;
    private final RowReader keyReader;
    private final RowReader rowReader;
    private final Envelopes envelopes;

    private TableRecords(
            CapturedTable captured, List<CapturedColumn> columns, DatabaseEngine engine, RecordSettings settings) {
        RecordNames names = RecordNames.of(settings.topicPrefix(), engine, captured);
        this.captured = captured;
        this.columns = columns;
        this.key = captured.key().stream().map(name -> keyColumn(name)).toList();
        this.keyReader = key.isEmpty() ? null : keyReader(names);
        this.rowReader = rowReader(names);
        this.envelopes = settings.format() == RecordFormat.ROW
                ? null
                : new Envelopes(
                        names,
                        rowReader.schema(),
                        SourceBlock.of(engine, captured, settings.topicPrefix(), PluginVersion.get()));
    }

    /** @throws ConnectException when a column that is not left out cannot be captured, or one of the key is left out */
    static RowRecords of(CapturedTable captured, DatabaseEngine engine, RecordSettings settings) {
        List<UnreadableColumn> unfit = captured.uncaptured().stream()
                .filter(column -> !settings.leaveOut().test(column.name()))
                .toList();
        if (!unfit.isEmpty()) {
            throw new ConnectException(
                    "Table " + captured.name() + " has columns that cannot become fields of a record: "
                            + unfit.stream()
                                    .map(column -> "\"" + column.name() + "\" (" + column.declaredType() + ": "
                                            + column.reason() + ")")
                                    .collect(Collectors.joining(", "))
                            + ". Leave them out by name, or give them a type that can be captured");
        }
        List<CapturedColumn> columns = captured.columns().stream()
                .filter(column -> !settings.leaveOut().test(column.name()))
                .toList();
        for (String name : captured.key()) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw new ConnectException("Column \"" + name + "\" of table " + captured.name()
                        + " is part of the key and cannot be left out. Take it off the list");
            }
        }
        return new TableRecords(captured, columns, engine, settings);
    }

    private KeyColumn keyColumn(String name) {
        CapturedColumn column = columns.get(place(name) - 1);
        return new KeyColumn(name, place(name), column.declaredType(), column.integer(), column.nullable());
    }

    private int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("not a column: " + name);
    }

    private RowReader keyReader(RecordNames names) {
        SchemaBuilder builder = SchemaBuilder.struct().name(names.key());
        List<CapturedColumn> parts = new ArrayList<>();
        for (KeyColumn part : key) {
            CapturedColumn column = columns.get(part.place() - 1);
            builder.field(column.name(), column.schema());
            parts.add(column);
        }
        return new RowReader(
                captured.name(),
                builder.build(),
                parts,
                key.stream().mapToInt(KeyColumn::place).toArray());
    }

    private RowReader rowReader(RecordNames names) {
        SchemaBuilder builder = SchemaBuilder.struct().name(names.value()).optional();
        int[] places = new int[columns.size()];
        for (int i = 0; i < places.length; i++) {
            builder.field(columns.get(i).name(), columns.get(i).schema());
            places[i] = i + 1;
        }
        return new RowReader(captured.name(), builder.build(), columns, places);
    }

    @Override
    public TableName table() {
        return captured.name();
    }

    @Override
    public List<String> expressions() {
        return columns.stream().map(CapturedColumn::expression).toList();
    }

    @Override
    public List<KeyColumn> key() {
        return key;
    }

    @Override
    public boolean keyIsUnique() {
        return captured.uniqueKey();
    }

    @Override
    public Schema keySchema() {
        return keyReader == null ? null : keyReader.schema();
    }

    @Override
    public Schema valueSchema() {
        return envelopes == null ? rowReader.schema() : envelopes.schema();
    }

    @Override
    public Object keyOf(ResultSet row) throws SQLException {
        return keyReader == null ? null : keyReader.read(row);
    }

    @Override
    public Object valueOf(ResultSet row, RowOrigin origin) throws SQLException {
        Struct read = rowReader.read(row);
        return envelopes == null ? read : envelopes.of(read, origin);
    }
}
