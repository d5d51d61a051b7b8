/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;

/**
 * The one table from a target type and a Connect schema to a writer: logical names first, then plain types.
 *
 * <p>A pair that is not in the table is refused. Above all a number never gets into a date or a bit string and a text
 * never gets into a {@code bytea}: the server would read something out of it, and nobody would notice.
 */
final class ValueWriters {
    private static final Set<TypeKind> NUMBERS = Set.of(
            TypeKind.INTEGER,
            TypeKind.NUMERIC,
            TypeKind.FLOAT4,
            TypeKind.FLOAT8,
            TypeKind.TEXT,
            TypeKind.CHAR,
            TypeKind.ENUM,
            TypeKind.JSON,
            TypeKind.OTHER);

    private ValueWriters() {}

    /**
     * @param schema null when the record has none
     * @throws UnwritableValueException when no value of this schema belongs into the type
     */
    static ValueWriter of(ColumnType type, Schema schema) {
        if (schema == null) {
            return value -> schemaless(type, value).write(value);
        }
        if (schema.name() != null) {
            return LogicalWriters.of(type, schema);
        }
        return switch (schema.type()) {
            case ARRAY ->
                type.kind() == TypeKind.JSON
                        ? document(schema.valueSchema())
                        : array(type, innermost(schema.valueSchema()));
            case MAP -> type.kind() == TypeKind.JSON ? document(schema.valueSchema()) : refuse(type, schema);
            case STRUCT -> structure(type, schema);
            case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING, BYTES -> plain(type, schema.type());
        };
    }

    private static ValueWriter schemaless(ColumnType type, Object value) {
        if (value instanceof List<?>) {
            return type.kind() == TypeKind.JSON ? JsonText::write : array(type, null);
        }
        if (value instanceof Map<?, ?> && type.kind() == TypeKind.JSON) {
            return JsonText::write;
        }
        if (value instanceof BigDecimal) {
            require(NUMBERS.contains(type.kind()), "a number without schema");
            return NumberText::decimal;
        }
        if (value instanceof BigInteger) {
            require(NUMBERS.contains(type.kind()), "a number without schema");
            return String::valueOf;
        }
        Schema.Type plain = ConnectSchema.schemaType(value.getClass());
        require(plain != null && plain.isPrimitive(), "a " + value.getClass().getSimpleName() + " without schema");
        return plain(type, plain);
    }

    static ValueWriter plain(ColumnType type, Schema.Type from) {
        return switch (from) {
            case BOOLEAN -> bool(type);
            case INT8, INT16, INT32, INT64 -> {
                require(NUMBERS.contains(type.kind()) || type.kind() == TypeKind.BOOLEAN, from.getName());
                yield String::valueOf;
            }
            case FLOAT32 -> {
                require(NUMBERS.contains(type.kind()), from.getName());
                // Elsewhere than in a float4 the short form would be another number.
                yield type.kind() == TypeKind.FLOAT4
                        ? value -> Float.toString((Float) value)
                        : value -> Double.toString((Float) value);
            }
            case FLOAT64 -> {
                require(NUMBERS.contains(type.kind()), from.getName());
                yield value -> Double.toString((Double) value);
            }
            case STRING -> type.kind() == TypeKind.BYTEA ? ValueWriters::hexOnly : TextValue.WRITER;
            case BYTES -> {
                require(type.kind() == TypeKind.BYTEA, from.getName());
                yield BinaryText::hex;
            }
            case ARRAY, MAP, STRUCT -> throw unsupported(from.getName());
        };
    }

    private static ValueWriter bool(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN, TEXT, CHAR, JSON, OTHER -> String::valueOf;
            case INTEGER, NUMERIC, BIT -> value -> (Boolean) value ? "1" : "0";
            case FLOAT4,
                    FLOAT8,
                    BYTEA,
                    DATE,
                    TIME,
                    TIME_TZ,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL,
                    UUID,
                    ENUM,
                    VARBIT,
                    ARRAY -> throw unsupported("boolean");
        };
    }

    // Text in a bytea may be base64 or hex or meant as it stands; only the server's own hex form is unmistakable.
    private static String hexOnly(Object value) {
        String text = (String) value;
        UnavailableValue.refuse(text);
        require(
                text.startsWith("\\x"),
                "text (which may be base64 or hex). Keep bytes as bytes: use a converter with schemas and"
                        + " binary.handling.mode=bytes");
        return text;
    }

    private static ValueWriter array(ColumnType type, Schema elementSchema) {
        require(type.element().isPresent(), "an array");
        ValueWriter element = of(type.element().orElseThrow(), elementSchema);
        return value -> ArrayText.write((List<?>) value, element);
    }

    private static Schema innermost(Schema schema) {
        return schema.type() == Schema.Type.ARRAY && schema.name() == null ? innermost(schema.valueSchema()) : schema;
    }

    private static ValueWriter structure(ColumnType type, Schema schema) {
        return type.kind() == TypeKind.JSON ? JsonText::write : refuse(type, schema);
    }

    private static ValueWriter document(Schema elementSchema) {
        require(
                elementSchema.name() == null || !elementSchema.type().isPrimitive(),
                "a list or map of " + elementSchema.name());
        return JsonText::write;
    }

    private static ValueWriter refuse(ColumnType type, Schema schema) {
        throw unsupported("a " + schema.type().getName() + " (into " + type.castName() + ")");
    }

    static void require(boolean fits, String what) {
        if (!fits) {
            throw unsupported(what);
        }
    }

    static UnwritableValueException unsupported(String what) {
        return new UnwritableValueException("the record's field is " + what
                + ", which has no unmistakable form in such a column. Convert the field before this connector, or"
                + " change the column's type");
    }
}
