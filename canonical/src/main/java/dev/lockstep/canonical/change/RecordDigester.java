/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Hash128;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * From the key and value of a Connect record to the key and content of a row. Pure apart from a cache; thread-safe.
 *
 * <p>The content of a row is the sum of its column digests modulo 2<sup>128</sup>; a NULL contributes nothing. So the
 * order of columns does not matter, and a nullable column that is added later leaves old rows as they were.
 */
public final class RecordDigester {
    /** The policy under which nothing is equated that {@code docs/canonical-values.md} does not equate always. */
    public static final String EXACT = "exact";

    /** A column of the row was not carried by the change record. */
    public static final String UNAVAILABLE_COLUMN = "unavailable-column";

    /** What a record says of one row; the key is null when the record has none. */
    public record RowVersion(CanonicalKey key, Content content) {}

    private static final Content ABSENT = new Content.Absent();

    private final SchemaCache<List<ColumnEncoder>> columnsBySchema = new SchemaCache<>();

    public String algorithm() {
        return Hash128.ALGORITHM;
    }

    public String policy() {
        return EXACT;
    }

    /**
     * Reads one record.
     *
     * @param keySchema null when schemaless; {@code key} is null for a table without key
     * @throws UnencodableValueException when a value has no canonical form
     * @throws org.apache.kafka.connect.errors.DataException when the record is not a change of one row
     */
    public RowVersion digest(Schema keySchema, Object key, Schema valueSchema, Object value) {
        RowChange change = RowChange.read(valueSchema, value);
        CanonicalKey canonicalKey = key == null ? null : key(keySchema, key);
        if (change instanceof RowChange.Upsert upsert) {
            return new RowVersion(canonicalKey, content(upsert));
        }
        if (change instanceof RowChange.Delete) {
            return new RowVersion(canonicalKey, ABSENT);
        }
        throw new UnencodableValueException("A truncate empties a whole table; it has no key and no digest of its own");
    }

    private CanonicalKey key(Schema schema, Object key) {
        if (key instanceof Struct struct) {
            List<ColumnEncoder> columns = columns(struct.schema());
            return CanonicalKey.of(columns, values(struct, columns));
        }
        if (key instanceof Map<?, ?> map) {
            if (map.size() != 1) {
                throw new UnencodableValueException("The record key is a map of " + map.size()
                        + " fields without schema, so the order of the key columns is lost. Use a key converter with"
                        + " schemas, or put the digest header on the record where it still has one (StampDigest)");
            }
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            return single(String.valueOf(only.getKey()), null, only.getValue());
        }
        return single("key", schema, key);
    }

    private static CanonicalKey single(String name, Schema schema, Object value) {
        ColumnEncoder column = schema == null ? ColumnEncoder.schemaless(name, value) : ColumnEncoder.of(name, schema);
        List<Object> values = new ArrayList<>();
        values.add(value);
        return CanonicalKey.of(List.of(column), values);
    }

    private Content content(RowChange.Upsert upsert) {
        CanonicalWriter out = new CanonicalWriter();
        Digest128 sum = Digest128.ZERO;
        if (upsert.row() instanceof Struct row) {
            for (ColumnEncoder column : columns(row.schema())) {
                // Not get(): it would put the schema's default where the row holds NULL.
                sum = add(sum, column, row.getWithoutDefault(column.name()), out);
            }
        } else {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) upsert.row()).entrySet()) {
                String name = String.valueOf(entry.getKey());
                if (!name.equals(RowChange.DELETED_FIELD)) {
                    sum = add(sum, ColumnEncoder.schemaless(name, entry.getValue()), entry.getValue(), out);
                }
            }
        }
        return sum == null ? new Content.Unknown(UNAVAILABLE_COLUMN) : new Content.Present(sum);
    }

    /** The sum with this column in it; null once a column was not available. */
    private static Digest128 add(Digest128 sum, ColumnEncoder column, Object value, CanonicalWriter out) {
        if (value == null || sum == null) {
            return sum;
        }
        out.truncate(0);
        return column.writeDigestInput(value, out) ? sum.plus(Hash128.of(out.array(), 0, out.size())) : null;
    }

    private List<ColumnEncoder> columns(Schema schema) {
        return columnsBySchema.get(schema, RecordDigester::encoders);
    }

    private static List<ColumnEncoder> encoders(Schema schema) {
        List<ColumnEncoder> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (!field.name().equals(RowChange.DELETED_FIELD)) {
                columns.add(ColumnEncoder.of(field.name(), field.schema()));
            }
        }
        return List.copyOf(columns);
    }

    private static List<Object> values(Struct struct, List<ColumnEncoder> columns) {
        List<Object> values = new ArrayList<>(columns.size());
        for (ColumnEncoder column : columns) {
            values.add(struct.getWithoutDefault(column.name()));
        }
        return values;
    }
}
