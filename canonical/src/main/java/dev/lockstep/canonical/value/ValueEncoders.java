/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import dev.lockstep.canonical.UnencodableValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * The one table from a Connect schema to the canonical form of its values: by logical name first, then by type.
 *
 * <p>A logical name or type that is not in the table is an error with the column named, never a guess.
 */
final class ValueEncoders {
    private static final ValueEncoder TEXT = (value, out) -> out.writeText((String) value);

    private static final Map<String, ValueEncoder> BY_LOGICAL_NAME = byLogicalName();

    private final String column;
    private final Placeholder placeholder;

    private ValueEncoders(String column, Placeholder placeholder) {
        this.column = column;
        this.placeholder = placeholder;
    }

    /** @throws UnencodableValueException when values of this schema have no canonical form */
    static ValueEncoder of(String column, Schema schema, Placeholder placeholder) {
        return new ValueEncoders(column, placeholder.of(schema)).forSchema(schema);
    }

    /** For values without a schema, such as those of JSON: the Java type tells the family. */
    static ValueEncoder schemaless(String column, Object value, Placeholder placeholder) {
        return new ValueEncoders(column, placeholder).forValue(value);
    }

    private ValueEncoder forSchema(Schema schema) {
        ValueEncoder encoder = encoder(schema);
        return switch (schema.type()) {
            case STRING -> unless(value -> placeholder.isText(value) || isLogical(schema, value), encoder);
            case BYTES -> unless(placeholder::isBytes, encoder);
            case ARRAY -> unless(value -> placeholder.isNumbers((List<?>) value), encoder);
            case MAP -> unless(value -> placeholder.isMap((Map<?, ?>) value), encoder);
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRUCT -> encoder;
        };
    }

    private boolean isLogical(Schema schema, Object value) {
        return schema.name() != null
                && switch (schema.name()) {
                    case "io.debezium.data.Json" -> placeholder.isJson(value);
                    case "io.debezium.data.Uuid" -> placeholder.isUuid(value);
                    default -> false;
                };
    }

    private static ValueEncoder unless(java.util.function.Predicate<Object> unavailable, ValueEncoder encoder) {
        return (value, out) -> {
            if (unavailable.test(value)) {
                out.writeUnknown();
            } else {
                encoder.encode(value, out);
            }
        };
    }

    private ValueEncoder encoder(Schema schema) {
        if (schema.name() != null) {
            ValueEncoder encoder = BY_LOGICAL_NAME.get(schema.name());
            if (encoder != null) {
                return encoder;
            }
            // The name of a struct is the name of its type, except where a connector gives it a meaning.
            if (schema.type() != Schema.Type.STRUCT
                    || schema.name().startsWith("io.debezium.")
                    || schema.name().startsWith("org.apache.kafka.connect.")) {
                throw unknown(schema.name());
            }
        }
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> (value, out) -> out.writeNumber(((Number) value).longValue());
            case FLOAT32, FLOAT64 -> (value, out) -> out.writeFloat(((Number) value).doubleValue());
            case BOOLEAN -> (value, out) -> out.writeNumber((Boolean) value ? 1 : 0);
            case STRING -> TEXT;
            case BYTES -> (value, out) -> out.writeBytes(StructEncoders.buffer(value));
            case ARRAY -> list(schema.valueSchema());
            case MAP -> {
                if (schema.keySchema().type() != Schema.Type.STRING) {
                    throw unknown("map with keys of type " + schema.keySchema().type());
                }
                ValueEncoder element = forSchema(schema.valueSchema());
                yield CompositeEncoders.map(any -> element);
            }
            case STRUCT -> CompositeEncoders.struct(schema, field -> forSchema(field.schema()));
        };
    }

    /** PostgreSQL declares the dimensions of an array and lets every value have others: the value's own nesting counts. */
    private ValueEncoder list(Schema elements) {
        Schema innermost = elements;
        while (innermost.type() == Schema.Type.ARRAY && innermost.name() == null) {
            innermost = innermost.valueSchema();
        }
        ValueEncoder element = forSchema(innermost);
        if (innermost.type() == Schema.Type.ARRAY) {
            // Lists that are values themselves, such as vectors, do not show where the nesting ends.
            ValueEncoder declared = innermost == elements ? element : forSchema(elements);
            return CompositeEncoders.list(any -> declared);
        }
        return CompositeEncoders.nestedList(element, placeholder::isNumbers);
    }

    private ValueEncoder forValue(Object value) {
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            return (number, out) -> out.writeNumber(new BigDecimal(number.toString()));
        }
        if (value instanceof Double) {
            return (number, out) -> schemalessNumber((Double) number, out);
        }
        if (value instanceof List<?> list) {
            return placeholder.isNumbers(list)
                    ? (numbers, out) -> out.writeUnknown()
                    : CompositeEncoders.list(this::forValue);
        }
        if (value instanceof Map<?, ?> map) {
            return placeholder.isMap(map)
                    ? (members, out) -> out.writeUnknown()
                    : CompositeEncoders.map(this::forValue);
        }
        Schema.Type type = value instanceof ByteBuffer ? Schema.Type.BYTES : ConnectSchema.schemaType(value.getClass());
        if (type == null || !type.isPrimitive()) {
            throw unknown(value.getClass().getSimpleName());
        }
        return forSchema(new ConnectSchema(type));
    }

    private static void schemalessNumber(double number, CanonicalWriter out) {
        if (Double.isNaN(number)) {
            out.writeNumber(CanonicalValue.NotFinite.NAN);
        } else if (Double.isInfinite(number)) {
            out.writeNumber(
                    number > 0
                            ? CanonicalValue.NotFinite.POSITIVE_INFINITY
                            : CanonicalValue.NotFinite.NEGATIVE_INFINITY);
        } else {
            out.writeNumber(Decimals.shortest(number));
        }
    }

    private UnencodableValueException unknown(String type) {
        return new UnencodableValueException("Column " + column + " has type " + type
                + ", which has no canonical form. Leave the column out of the capture"
                + " (Debezium: column.exclude.list), or convert it to a supported type before this transform");
    }

    private static Map<String, ValueEncoder> byLogicalName() {
        Map<String, ValueEncoder> encoders = new HashMap<>();
        encoders.putAll(TemporalEncoders.BY_LOGICAL_NAME);
        encoders.putAll(StructEncoders.BY_LOGICAL_NAME);
        encoders.put(Decimal.LOGICAL_NAME, StructEncoders::decimal);
        encoders.put("io.debezium.data.Json", (value, out) -> JsonEncoder.encode((String) value, out));
        encoders.put("io.debezium.data.Uuid", (value, out) -> out.writeText(((String) value).toLowerCase(Locale.ROOT)));
        encoders.put("io.debezium.data.Bits", ValueEncoders::bits);
        for (String text : List.of("Enum", "EnumSet", "Ltree", "Tsvector", "Xml")) {
            encoders.put("io.debezium.data." + text, TEXT);
        }
        return Map.copyOf(encoders);
    }

    /** Debezium carries bits as little-endian bytes, as many as the highest set bit needs. */
    private static void bits(Object value, CanonicalWriter out) {
        ByteBuffer littleEndian = StructEncoders.buffer(value);
        int length = littleEndian.remaining();
        byte[] magnitude = new byte[length];
        for (int i = 0; i < length; i++) {
            magnitude[length - 1 - i] = littleEndian.get(littleEndian.position() + i);
        }
        out.writeBits(new BigInteger(1, magnitude));
    }
}
