/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** What a value means, whatever form a connector gives it. */
public enum Kind {
    BOOLEAN("a boolean"),
    WHOLE("a whole number"),
    FLOAT("a floating point number"),
    DECIMAL("a decimal number"),
    TEXT("a text"),
    BYTES("bytes"),
    DATE("a date"),
    TIME("a time of day"),
    /** A time of day with its offset from UTC. */
    ZONED_TIME("a time of day with zone"),
    /** What a calendar and a clock show, wherever they hang. */
    TIMESTAMP("a timestamp without zone"),
    /** A point in time. */
    ZONED_TIMESTAMP("a timestamp with zone"),
    UUID("a uuid"),
    JSON("a JSON text"),
    BITS("bits"),
    INTERVAL("an interval"),
    /** Lists, maps, objects. */
    COMPOSITE("a list, map or object"),
    /** Geometries, vectors, and logical types that nobody knows here. */
    OTHER("a value of a type of its own");

    private static final String DEBEZIUM_TIME = "io.debezium.time.";
    private static final String DEBEZIUM_DATA = "io.debezium.data.";

    private static final Map<String, Kind> BY_LOGICAL_NAME = Map.ofEntries(
            Map.entry(Decimal.LOGICAL_NAME, DECIMAL),
            Map.entry(Date.LOGICAL_NAME, DATE),
            Map.entry(Time.LOGICAL_NAME, TIME),
            Map.entry(Timestamp.LOGICAL_NAME, TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "Date", DATE),
            Map.entry(DEBEZIUM_TIME + "IsoDate", DATE),
            Map.entry(DEBEZIUM_TIME + "StructuredDate", DATE),
            Map.entry(DEBEZIUM_TIME + "Time", TIME),
            Map.entry(DEBEZIUM_TIME + "MicroTime", TIME),
            Map.entry(DEBEZIUM_TIME + "NanoTime", TIME),
            Map.entry(DEBEZIUM_TIME + "IsoTime", TIME),
            Map.entry(DEBEZIUM_TIME + "StructuredTime", TIME),
            Map.entry(DEBEZIUM_TIME + "ZonedTime", ZONED_TIME),
            Map.entry(DEBEZIUM_TIME + "StructuredZonedTime", ZONED_TIME),
            Map.entry(DEBEZIUM_TIME + "Timestamp", TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "MicroTimestamp", TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "NanoTimestamp", TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "IsoTimestamp", TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "StructuredTimestamp", TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "ZonedTimestamp", ZONED_TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "StructuredZonedTimestamp", ZONED_TIMESTAMP),
            Map.entry(DEBEZIUM_TIME + "Interval", INTERVAL),
            Map.entry(DEBEZIUM_TIME + "MicroDuration", INTERVAL),
            Map.entry(DEBEZIUM_TIME + "NanoDuration", INTERVAL),
            Map.entry(DEBEZIUM_TIME + "StructuredDuration", INTERVAL),
            Map.entry(DEBEZIUM_TIME + "Year", WHOLE),
            Map.entry(DEBEZIUM_DATA + "VariableScaleDecimal", DECIMAL),
            Map.entry(DEBEZIUM_DATA + "Uuid", UUID),
            Map.entry(DEBEZIUM_DATA + "Json", JSON),
            Map.entry(DEBEZIUM_DATA + "Bits", BITS),
            Map.entry(DEBEZIUM_DATA + "Enum", TEXT),
            Map.entry(DEBEZIUM_DATA + "EnumSet", TEXT),
            Map.entry(DEBEZIUM_DATA + "Ltree", TEXT),
            Map.entry(DEBEZIUM_DATA + "Tsvector", TEXT),
            Map.entry(DEBEZIUM_DATA + "Xml", TEXT));

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** Of the values of a schema. */
    public static Kind of(Schema schema) {
        Kind logical = schema.name() == null ? null : BY_LOGICAL_NAME.get(schema.name());
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case STRUCT -> schema.name() != null && schema.name().startsWith("io.debezium.") ? OTHER : COMPOSITE;
            case ARRAY, MAP -> schema.name() == null ? COMPOSITE : OTHER;
            case BOOLEAN -> named(schema, BOOLEAN);
            case INT8, INT16, INT32, INT64 -> named(schema, WHOLE);
            case FLOAT32, FLOAT64 -> named(schema, FLOAT);
            case STRING -> named(schema, TEXT);
            case BYTES -> named(schema, BYTES);
        };
    }

    /** A name that is not known gives a primitive a meaning that cannot be guessed. */
    private static Kind named(Schema schema, Kind kind) {
        return schema.name() == null ? kind : OTHER;
    }

    /** Of a value without schema, which its class tells. */
    public static Kind of(Object value) {
        if (value instanceof String) {
            return TEXT;
        }
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger) {
            return WHOLE;
        }
        if (value instanceof Double || value instanceof Float) {
            return FLOAT;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        if (value instanceof BigDecimal) {
            return DECIMAL;
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return BYTES;
        }
        return value instanceof java.util.Date
                ? TIMESTAMP
                : value instanceof Iterable || value instanceof Map ? COMPOSITE : OTHER;
    }

    public boolean isNumber() {
        return this == WHOLE || this == FLOAT || this == DECIMAL;
    }

    /** For messages, as in {@code a whole number}. */
    public String words() {
        return words;
    }
}
