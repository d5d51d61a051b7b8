/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Numbers;
import dev.lockstep.validator.measure.Measure;
import dev.lockstep.validator.measure.Measured;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.Reference;
import dev.lockstep.validator.relation.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads the foreign keys of child rows, as the keys that their parents have, and the numbers of columns that are added up. A
 * digest header has neither, so the record's value is decoded even where there is one. Owned by one stream thread, as
 * converters are.
 *
 * <p>Invariant U: a row whose foreign key or number cannot be read has an unknown one, never none. No value but these leaves
 * this class.
 */
final class DetailReader {
    /** A column as one row has it; the schema is null where rows have none. */
    private record Column(String name, Schema schema, Object value) {
        ColumnEncoder encoder() {
            return schema == null ? ColumnEncoder.schemaless(name, value) : ColumnEncoder.of(name, schema);
        }
    }

    /** What is wanted of the rows of one table. */
    private record OfTable(List<Relationship> relationships, List<String> measured) {
        boolean isEmpty() {
            return relationships.isEmpty() && measured.isEmpty();
        }
    }

    private final WantedDetails wanted;
    private final Converter valueConverter;
    private final Map<String, OfTable> byTable = new HashMap<>();

    DetailReader(WantedDetails wanted, Converter valueConverter) {
        this.wanted = wanted;
        this.valueConverter = valueConverter;
    }

    /** The row with its details; what is no row, or of a table of which none are wanted, as it is. */
    InternalRecord read(RecordReader.Origin origin, InternalRecord read, Headers headers, byte[] value) {
        return read(
                origin,
                read,
                () -> RecordReader.convert(valueConverter, origin.position().topic(), headers, value));
    }

    /** @param value empty where it cannot be decoded */
    InternalRecord read(RecordReader.Origin origin, InternalRecord read, Supplier<Optional<SchemaAndValue>> value) {
        if (wanted.isEmpty() || !(read instanceof InternalRecord.Row row)) {
            return read;
        }
        OfTable ofTable = byTable.computeIfAbsent(origin.table(), this::ofTable);
        if (ofTable.isEmpty()) {
            return read;
        }
        if (row.content() instanceof Content.Absent) {
            return details(row, ofTable, any -> new Reference.NoRow(), any -> new Measure.None());
        }
        return value.get()
                .flatMap(DetailReader::upsert)
                .map(known -> details(
                        row,
                        ofTable,
                        relationship -> parent(known, relationship.columns()),
                        column -> measure(known, column)))
                .orElseGet(() -> details(row, ofTable, any -> new Reference.Unknown(), any -> new Measure.Unknown()));
    }

    private OfTable ofTable(String table) {
        return new OfTable(
                wanted.relationships().ofChild(table),
                wanted.measured().of(table).map(Measured::columns).orElse(List.of()));
    }

    private static InternalRecord.Detailed details(
            InternalRecord.Row row,
            OfTable ofTable,
            Function<Relationship, Reference.Parent> parents,
            Function<String, Measure> measures) {
        return new InternalRecord.Detailed(
                row,
                ofTable.relationships().stream()
                        .map(known -> new Reference(known.id(), parents.apply(known)))
                        .toList(),
                ofTable.measured().stream().map(measures).toList());
    }

    /** Empty when the value does not say what the row holds. */
    private static Optional<RowChange.Upsert> upsert(SchemaAndValue value) {
        try {
            return RowChange.read(value.schema(), value.value()) instanceof RowChange.Upsert upsert
                    ? Optional.of(upsert)
                    : Optional.empty();
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    private static Reference.Parent parent(RowChange.Upsert upsert, List<String> names) {
        List<ColumnEncoder> encoders = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        try {
            for (String name : names) {
                Optional<Column> column = column(upsert.row(), name);
                if (column.isEmpty()) {
                    return new Reference.Unknown();
                }
                encoders.add(column.get().encoder());
                values.add(column.get().value());
            }
            return values.contains(null)
                    ? new Reference.Nobody()
                    : new Reference.Key(CanonicalKey.of(encoders, values));
        } catch (DataException e) {
            return new Reference.Unknown();
        }
    }

    private static Measure measure(RowChange.Upsert upsert, String name) {
        Optional<Column> column = column(upsert.row(), name);
        if (column.isEmpty()) {
            return new Measure.Unknown();
        }
        try {
            return Numbers.of(column.get().encoder(), column.get().value())
                    .<Measure>map(Measure.Amount::new)
                    .orElse(new Measure.None());
        } catch (DataException e) {
            return new Measure.Unknown();
        }
    }

    private static Optional<Column> column(Object row, String name) {
        if (row instanceof Struct struct) {
            Field field = struct.schema().field(name);
            // Not get(): it would put the schema's default where the row holds NULL.
            return Optional.ofNullable(field)
                    .map(known -> new Column(name, known.schema(), struct.getWithoutDefault(name)));
        }
        Map<?, ?> map = (Map<?, ?>) row;
        return map.containsKey(name) ? Optional.of(new Column(name, null, map.get(name))) : Optional.empty();
    }
}
