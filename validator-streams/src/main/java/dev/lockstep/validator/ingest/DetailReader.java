/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.Reference;
import dev.lockstep.validator.relation.Relationship;
import dev.lockstep.validator.relation.Relationships;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads the foreign keys of child rows, as the keys that their parents have. A digest header has no foreign keys, so the
 * record's value is decoded even where there is one. Owned by one stream thread, as converters are.
 *
 * <p>Invariant U: a row whose foreign key cannot be read has an unknown parent, never none. No value but that of a foreign
 * key leaves this class.
 */
final class ReferenceReader {
    /** A column as one row has it; the schema is null where rows have none. */
    private record Column(String name, Schema schema, Object value) {
        ColumnEncoder encoder() {
            return schema == null ? ColumnEncoder.schemaless(name, value) : ColumnEncoder.of(name, schema);
        }
    }

    private final Relationships relationships;
    private final Converter valueConverter;
    private final Map<String, List<Relationship>> byChild = new HashMap<>();

    ReferenceReader(Relationships relationships, Converter valueConverter) {
        this.relationships = relationships;
        this.valueConverter = valueConverter;
    }

    /** The row with its references; what is no row, or has no relationships, as it is. */
    InternalRecord read(RecordReader.Origin origin, InternalRecord read, Headers headers, byte[] value) {
        if (relationships.isEmpty() || !(read instanceof InternalRecord.Row row)) {
            return read;
        }
        List<Relationship> concerned = byChild.computeIfAbsent(origin.table(), relationships::ofChild);
        if (concerned.isEmpty()) {
            return read;
        }
        boolean gone = row.content() instanceof Content.Absent;
        Optional<RowChange.Upsert> upsert =
                gone ? Optional.empty() : upsert(origin.position().topic(), headers, value);
        List<Reference> references = new ArrayList<>();
        for (Relationship relationship : concerned) {
            Reference.Parent parent = gone
                    ? new Reference.NoRow()
                    : upsert.map(known -> parent(known, relationship.columns())).orElseGet(Reference.Unknown::new);
            references.add(new Reference(relationship.id(), parent));
        }
        return new InternalRecord.Child(row, references);
    }

    /** Empty when the value cannot be decoded, or does not say what the row holds. */
    private Optional<RowChange.Upsert> upsert(String topic, Headers headers, byte[] bytes) {
        try {
            SchemaAndValue converted = valueConverter.toConnectData(topic, headers, bytes);
            return converted != null
                            && RowChange.read(converted.schema(), converted.value()) instanceof RowChange.Upsert upsert
                    ? Optional.of(upsert)
                    : Optional.empty();
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Converters throw their formats' own exceptions.
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
