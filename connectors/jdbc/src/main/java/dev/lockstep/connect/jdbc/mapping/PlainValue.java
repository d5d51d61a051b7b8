/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** A record's value in terms that do not depend on its schema, for engines that are told values one by one. */
sealed interface PlainValue {
    record Flag(boolean value) implements PlainValue {}

    record Whole(BigInteger value) implements PlainValue {}

    record Fraction(BigDecimal value) implements PlainValue {}

    record Real(double value) implements PlainValue {}

    record ShortReal(float value) implements PlainValue {}

    record Text(String value) implements PlainValue {}

    record Bytes(ByteBuffer value) implements PlainValue {}

    /** Little-endian, as many bytes as it takes. */
    record Bits(ByteBuffer value) implements PlainValue {}

    record Day(LocalDate value) implements PlainValue {}

    /** Nanoseconds from midnight, or an amount of time of either sign. */
    record Duration(long nanos) implements PlainValue {}

    /** The digits at UTC. */
    record Moment(LocalDateTime value) implements PlainValue {}

    /** JSON made of a struct, map or list. */
    record Document(String json) implements PlainValue {}

    /**
     * How values of a schema are taken.
     *
     * @param schema null when the record has none
     * @throws UnwritableValueException when the schema's name is not known
     */
    static Function<Object, PlainValue> reader(Schema schema) {
        if (schema == null) {
            return PlainValue::withoutSchema;
        }
        return schema.name() == null ? PlainValue::withoutSchema : named(schema);
    }

    private static Function<Object, PlainValue> named(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> value -> new Fraction((BigDecimal) value);
            case "io.debezium.data.VariableScaleDecimal" ->
                value -> new Fraction(NumberText.ofVariableScale((Struct) value));
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
                value -> day(Math.floorDiv(millis(value), 86_400_000L));
            case "io.debezium.time.Date" -> value -> day(((Integer) value).longValue());
            case org.apache.kafka.connect.data.Time.LOGICAL_NAME ->
                value -> new Duration(Math.multiplyExact(millis(value), 1_000_000L));
            case "io.debezium.time.Time" -> value -> new Duration(((Integer) value) * 1_000_000L);
            case "io.debezium.time.MicroTime" -> value -> new Duration(scaled((Long) value, 1_000L));
            case "io.debezium.time.NanoTime" -> value -> new Duration((Long) value);
            case Timestamp.LOGICAL_NAME -> value -> moment(millis(value), 1_000);
            case "io.debezium.time.Timestamp" -> value -> moment((Long) value, 1_000);
            case "io.debezium.time.MicroTimestamp" -> value -> moment((Long) value, 1_000_000);
            case "io.debezium.time.NanoTimestamp" -> value -> moment((Long) value, 1_000_000_000);
            case "io.debezium.time.ZonedTimestamp" -> value -> zoned((String) value);
            case "io.debezium.time.IsoTimestamp" -> value -> local((String) value);
            case "io.debezium.data.Bits" -> value -> new Bits(buffer(value));
            case "io.debezium.time.Year" -> PlainValue::withoutSchema;
            case "io.debezium.time.IsoDate",
                    "io.debezium.time.IsoTime",
                    "io.debezium.time.ZonedTime",
                    "io.debezium.time.Interval",
                    "io.debezium.data.Json",
                    "io.debezium.data.Xml",
                    "io.debezium.data.Uuid",
                    "io.debezium.data.Enum",
                    "io.debezium.data.EnumSet",
                    "io.debezium.data.Ltree",
                    "io.debezium.data.Tsvector" -> value -> new Text((String) value);
            default -> {
                // The names of structs and lists say nothing of what is in them.
                if (schema.type().isPrimitive() || schema.name().startsWith("io.debezium.data.")) {
                    throw ValueWriters.unsupported("of the logical type " + schema.name());
                }
                yield PlainValue::withoutSchema;
            }
        };
    }

    private static PlainValue withoutSchema(Object value) {
        if (value instanceof String text) {
            return new Text(text);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return new Whole(BigInteger.valueOf(((Number) value).longValue()));
        } else if (value instanceof Boolean flag) {
            return new Flag(flag);
        } else if (value instanceof Double number) {
            return new Real(number);
        } else if (value instanceof Float number) {
            return new ShortReal(number);
        } else if (value instanceof BigDecimal number) {
            return new Fraction(number);
        } else if (value instanceof BigInteger number) {
            return new Whole(number);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            return new Bytes(buffer(value));
        } else if (value instanceof List<?> || value instanceof Map<?, ?> || value instanceof Struct) {
            return new Document(JsonText.write(value));
        }
        throw ValueWriters.unsupported("a " + value.getClass().getSimpleName());
    }

    private static long millis(Object date) {
        return Timestamp.fromLogical(Timestamp.SCHEMA, (Date) date);
    }

    private static long scaled(long count, long factor) {
        try {
            return Math.multiplyExact(count, factor);
        } catch (ArithmeticException e) {
            throw new UnwritableValueException("the time is out of range");
        }
    }

    static PlainValue day(long epochDay) {
        return new Day(LocalDate.ofEpochDay(epochDay));
    }

    static PlainValue moment(long count, int perSecond) {
        int nanos = (int) Math.floorMod(count, (long) perSecond) * (1_000_000_000 / perSecond);
        return new Moment(LocalDateTime.ofEpochSecond(Math.floorDiv(count, (long) perSecond), nanos, ZoneOffset.UTC));
    }

    private static PlainValue zoned(String text) {
        try {
            return new Moment(OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime());
        } catch (DateTimeParseException e) {
            // The cause would quote the value.
            throw new UnwritableValueException("the text is not an ISO 8601 timestamp with an offset");
        }
    }

    /** A timestamp as text: with an offset it is taken to UTC, without one its digits count. */
    static PlainValue local(String text) {
        String plain = text.replace(' ', 'T');
        try {
            return plain.length() > 11 && plain.substring(11).matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? zoned(plain)
                    : new Moment(LocalDateTime.parse(plain, DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        } catch (DateTimeParseException e) {
            throw new UnwritableValueException("the text is not an ISO 8601 timestamp");
        }
    }

    private static ByteBuffer buffer(Object value) {
        return value instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) value).duplicate();
    }
}
