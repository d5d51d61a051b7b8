/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.change;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * What one record value says of a row, whatever its shape: a Debezium envelope, a flat row, a flattened delete
 * ({@code __deleted}) or a tombstone; with or without schema.
 */
public sealed interface RowChange {
    /** The field that a flattened envelope carries in place of an operation; it is no column. */
    String DELETED_FIELD = "__deleted";

    Set<String> ENVELOPE_FIELDS = Set.of("before", "after", "source", "op");

    /**
     * The row now holds these values.
     *
     * @param schema null when the record has none; {@code row} is then a {@code Map} by column name, else a
     *     {@link Struct}. A {@value #DELETED_FIELD} field may be among the fields.
     */
    record Upsert(Schema schema, Object row) implements RowChange {}

    /** The row is gone. */
    record Delete() implements RowChange {}

    /** Every row of the table is gone. Such a record has no key. */
    record Truncate() implements RowChange {}

    /**
     * Tells the shape of a record value.
     *
     * @param schema null when the record has none
     * @param value null for a tombstone, which is a delete
     * @throws DataException when the value is neither a row nor an envelope whose operation is known
     */
    static RowChange read(Schema schema, Object value) {
        if (value == null) {
            return new Delete();
        }
        if (value instanceof Struct struct) {
            return isEnvelope(struct.schema()) ? readEnvelope(struct) : flat(struct.schema(), struct, deleted(struct));
        }
        if (value instanceof Map<?, ?> map) {
            return isEnvelope(map)
                    ? envelope(map.get("op"), null, map.get("after"))
                    : flat(null, map, map.get(DELETED_FIELD));
        }
        throw new DataException("Expected a row (struct or map) as record value, found "
                + (schema == null ? value.getClass().getSimpleName() : schema.type())
                + ". Check the value converter");
    }

    /** Whether values of this schema are envelopes of change capture. */
    static boolean isEnvelope(Schema schema) {
        // For every record, so not by way of the set.
        return schema.field("op") != null
                && schema.field("before") != null
                && schema.field("after") != null
                && schema.field("source") != null;
    }

    /** Whether a value without schema is an envelope of change capture. */
    static boolean isEnvelope(Map<?, ?> value) {
        return value.keySet().containsAll(ENVELOPE_FIELDS);
    }

    /** What an envelope says was done, such as {@code u}; null for any other value. */
    static String operation(Object value) {
        if (value instanceof Struct struct) {
            return isEnvelope(struct.schema()) ? String.valueOf(struct.get("op")) : null;
        }
        return value instanceof Map<?, ?> map && isEnvelope(map) ? String.valueOf(map.get("op")) : null;
    }

    private static RowChange readEnvelope(Struct envelope) {
        Schema rowSchema = envelope.schema().field("after").schema();
        return envelope(envelope.get("op"), rowSchema, envelope.get("after"));
    }

    private static RowChange envelope(Object operation, Schema schema, Object after) {
        return switch (String.valueOf(operation)) {
            case "c", "u", "r" -> {
                if (after == null) {
                    throw new DataException("A change record with operation " + operation
                            + " has no `after` image to read the row from");
                }
                yield new Upsert(schema, after);
            }
            case "d" -> new Delete();
            case "t" -> new Truncate();
            default ->
                throw new DataException("Expected a change record with operation c, u, r, d or t, found " + operation
                        + ". Only row changes belong on a data topic");
        };
    }

    private static Object deleted(Struct row) {
        Field field = row.schema().field(DELETED_FIELD);
        return field == null ? null : row.getWithoutDefault(DELETED_FIELD);
    }

    private static RowChange flat(Schema schema, Object row, Object deleted) {
        return "true".equals(String.valueOf(deleted)) ? new Delete() : new Upsert(schema, row);
    }
}
