/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.row;

import dev.lockstep.canonical.value.Family;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** Tells the family that values of a schema are read into, for questions about columns; values are not read with it. */
public final class SchemaFamily {
    private SchemaFamily() {}

    /** Empty for a name that is not known here. */
    public static Optional<Family> of(Schema schema) {
        return schema.name() == null ? Optional.of(byType(schema)) : byName(schema);
    }

    private static Family byType(Schema schema) {
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64, BOOLEAN -> Family.NUMBER;
            case FLOAT32, FLOAT64 -> Family.FLOAT;
            case STRING -> Family.TEXT;
            case BYTES -> Family.BYTES;
            case ARRAY -> Family.LIST;
            case MAP, STRUCT -> Family.RECORD;
        };
    }

    private static Optional<Family> byName(Schema schema) {
        String name = schema.name();
        String simple = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                switch (simple) {
                    case "decimal", "variablescaledecimal", "year" -> Family.NUMBER;
                    case "date", "isodate" -> Family.DATE;
                    case "time", "microtime", "nanotime", "isotime" -> Family.TIME;
                    case "zonedtime" -> Family.TIMETZ;
                    case "timestamp", "microtimestamp", "nanotimestamp", "isotimestamp", "zonedtimestamp" ->
                        Family.TIMESTAMP;
                    case "interval", "microduration", "nanoduration" -> Family.INTERVAL;
                    case "json" -> Family.JSON;
                    case "xml", "enum", "enumset", "uuid", "ltree", "tsvector" -> Family.TEXT;
                    case "bits" -> Family.BITS;
                    case "geometry", "geography", "point" -> Family.GEOMETRY;
                    case "doublevector", "floatvector", "sparsedoublevector", "halfvector", "sparsevector" ->
                        Family.VECTOR;
                    default -> null;
                });
    }
}
