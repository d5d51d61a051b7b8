/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import dev.lockstep.canonical.UnencodableValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The one table from a Connect schema to the canonical form of its values: by logical name first, then by type.
 *
 * <p>A logical name or type that is not in the table is an error with the column named, never a guess.
 */
final class ValueEncoders {
    /** What Debezium writes in place of a value that the log did not carry (an unchanged TOAST value). */
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final ByteBuffer UNAVAILABLE_BYTES =
            ByteBuffer.wrap(UNAVAILABLE.getBytes(StandardCharsets.US_ASCII));

    // How PostgreSQL's ±infinity arrives as microseconds (org.postgresql.PGStatement.DATE_*_INFINITY).
    private static final long PLUS_INFINITY_MICROS = 9223372036825200000L;
    private static final long MINUS_INFINITY_MICROS = -9223372036832400000L;

    private static final Map<String, ValueEncoder> BY_LOGICAL_NAME = Map.ofEntries(
            Map.entry(Decimal.LOGICAL_NAME, (value, out) -> out.writeNumber((BigDecimal) value)),
            Map.entry(
                    Date.LOGICAL_NAME,
                    (value, out) -> out.writeDate(Date.fromLogical(Date.SCHEMA, (java.util.Date) value))),
            Map.entry(
                    Timestamp.LOGICAL_NAME,
                    (value, out) ->
                            timestamp(Timestamp.fromLogical(Timestamp.SCHEMA, (java.util.Date) value), 1_000, out)),
            Map.entry("io.debezium.time.Date", (value, out) -> out.writeDate((Integer) value)),
            Map.entry("io.debezium.time.Timestamp", (value, out) -> timestamp((Long) value, 1_000, out)),
            Map.entry("io.debezium.time.MicroTimestamp", ValueEncoders::microTimestamp),
            Map.entry("io.debezium.time.NanoTimestamp", (value, out) -> timestamp((Long) value, 1_000_000_000, out)),
            Map.entry("io.debezium.time.ZonedTimestamp", ValueEncoders::zonedTimestamp),
            Map.entry("io.debezium.data.VariableScaleDecimal", ValueEncoders::variableScaleDecimal),
            Map.entry("io.debezium.data.Enum", ValueEncoders::text),
            Map.entry("io.debezium.data.Tsvector", ValueEncoders::text),
            Map.entry("io.debezium.data.Uuid", (value, out) -> text(((String) value).toLowerCase(Locale.ROOT), out)));

    private ValueEncoders() {}

    /** @throws UnencodableValueException when values of this schema have no canonical form yet */
    static ValueEncoder of(String column, Schema schema) {
        if (schema.name() != null) {
            ValueEncoder encoder = BY_LOGICAL_NAME.get(schema.name());
            if (encoder == null) {
                throw unknown(column, schema.name());
            }
            return encoder;
        }
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> (value, out) -> out.writeNumber(((Number) value).longValue());
            case FLOAT32, FLOAT64 -> (value, out) -> out.writeFloat(((Number) value).doubleValue());
            case BOOLEAN -> (value, out) -> out.writeNumber((Boolean) value ? 1 : 0);
            case STRING -> ValueEncoders::text;
            case BYTES -> ValueEncoders::bytes;
            case ARRAY -> list(of(column, schema.valueSchema()));
            case MAP, STRUCT -> throw unknown(column, schema.type().getName());
        };
    }

    /** For values without a schema, such as those of JSON: the Java type tells the family. */
    static ValueEncoder schemaless(String column, Object value) {
        if (value instanceof BigDecimal || value instanceof BigInteger || value instanceof Double) {
            return (number, out) -> out.writeNumber(new BigDecimal(number.toString()));
        }
        if (value instanceof Iterable<?>) {
            return (list, out) -> list((element, to) ->
                            schemaless(column, element).encode(element, to))
                    .encode(list, out);
        }
        Schema.Type type = ConnectSchema.schemaType(value.getClass());
        if (type == null || !type.isPrimitive()) {
            throw unknown(column, value.getClass().getSimpleName());
        }
        return of(column, new ConnectSchema(type));
    }

    private static UnencodableValueException unknown(String column, String type) {
        return new UnencodableValueException("Column " + column + " has type " + type
                + ", which has no canonical form yet. Leave the column out of the capture"
                + " (Debezium: column.exclude.list), or convert it to a supported type before this transform");
    }

    private static void text(Object value, CanonicalWriter out) throws CharacterCodingException {
        String text = (String) value;
        if (text.equals(UNAVAILABLE)) {
            out.writeUnknown();
        } else {
            out.writeText(text);
        }
    }

    private static void bytes(Object value, CanonicalWriter out) {
        ByteBuffer buffer = value instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) value).duplicate();
        if (buffer.equals(UNAVAILABLE_BYTES)) {
            out.writeUnknown();
            return;
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        out.writeBytes(copy);
    }

    private static ValueEncoder list(ValueEncoder element) {
        return (value, out) -> {
            int start = out.size();
            List<?> list = (List<?>) value;
            out.writeListHeader(list.size());
            for (Object item : list) {
                if (item == null) {
                    out.writeNull();
                    continue;
                }
                int at = out.size();
                element.encode(item, out);
                if (out.array()[at] == Family.UNKNOWN.tag()) {
                    out.truncate(start);
                    out.writeUnknown();
                    return;
                }
            }
        };
    }

    private static void variableScaleDecimal(Object value, CanonicalWriter out) {
        Struct struct = (Struct) value;
        out.writeNumber(new BigDecimal(new BigInteger(struct.getBytes("value")), struct.getInt32("scale")));
    }

    private static void microTimestamp(Object value, CanonicalWriter out) {
        long micros = (Long) value;
        if (micros == PLUS_INFINITY_MICROS || micros == MINUS_INFINITY_MICROS) {
            out.writeInfiniteTimestamp(micros > 0);
        } else {
            timestamp(micros, 1_000_000, out);
        }
    }

    private static void zonedTimestamp(Object value, CanonicalWriter out) {
        String text = (String) value;
        if (text.equals("infinity") || text.equals("-infinity")) {
            out.writeInfiniteTimestamp(text.charAt(0) != '-');
            return;
        }
        Instant instant = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .toInstant();
        out.writeTimestamp(instant.getEpochSecond(), instant.getNano());
    }

    private static void timestamp(long count, int perSecond, CanonicalWriter out) {
        int nanosPerUnit = 1_000_000_000 / perSecond;
        out.writeTimestamp(
                Math.floorDiv(count, perSecond), (int) Math.floorMod(count, (long) perSecond) * nanosPerUnit);
    }
}
