/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** What a schema is a form of, whichever connector made it. */
enum TypeFamily {
    BOOLEAN,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    STRING,
    BYTES,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    JSON,
    /** Objects, lists, and types of one engine, such as geometries. */
    OTHER;

    private static final Map<String, TypeFamily> LOGICAL = logical();

    /** As rules write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TypeFamily of(Schema schema) {
        TypeFamily named = schema.name() == null ? null : LOGICAL.get(schema.name());
        if (named != null) {
            return named;
        }
        // The name of a struct is that of its own type; any other name means something.
        if (schema.name() != null && schema.type() != Schema.Type.STRUCT) {
            return OTHER;
        }
        return switch (schema.type()) {
            case BOOLEAN -> BOOLEAN;
            case INT8 -> INT8;
            case INT16 -> INT16;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            case STRING -> STRING;
            case BYTES -> BYTES;
            case ARRAY, MAP, STRUCT -> OTHER;
        };
    }

    private static Map<String, TypeFamily> logical() {
        Map<String, TypeFamily> families = new HashMap<>();
        put(families, DATE, Date.LOGICAL_NAME, time("Date"), time("IsoDate"), time("StructuredDate"));
        put(families, TIME, Time.LOGICAL_NAME, time("Time"), time("MicroTime"), time("NanoTime"), time("IsoTime"));
        put(families, TIME, time("StructuredTime"), time("ZonedTime"), time("StructuredZonedTime"));
        put(families, TIMESTAMP, Timestamp.LOGICAL_NAME, time("Timestamp"), time("MicroTimestamp"));
        put(families, TIMESTAMP, time("NanoTimestamp"), time("IsoTimestamp"), time("StructuredTimestamp"));
        put(families, TIMESTAMPTZ, time("ZonedTimestamp"), time("StructuredZonedTimestamp"));
        put(families, DECIMAL, Decimal.LOGICAL_NAME, "io.debezium.data.VariableScaleDecimal");
        put(families, UUID, "io.debezium.data.Uuid");
        put(families, JSON, "io.debezium.data.Json");
        put(families, STRING, "io.debezium.data.Enum", "io.debezium.data.EnumSet", "io.debezium.data.Xml");
        put(families, INT32, time("Year"));
        return Map.copyOf(families);
    }

    private static void put(Map<String, TypeFamily> families, TypeFamily family, String... names) {
        for (String name : names) {
            families.put(name, family);
        }
    }

    private static String time(String name) {
        return "io.debezium.time." + name;
    }
}
