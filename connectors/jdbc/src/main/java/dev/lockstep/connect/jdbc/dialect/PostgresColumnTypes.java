/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * The PostgreSQL type that holds every value of a Connect schema as it is, for tables made from records. Pure.
 *
 * <p>Semantic names come first. Empty where no type, or more than one, would do: a name that is not known here, nanoseconds
 * that PostgreSQL would cut, bits of which nobody says whether their length varies.
 */
final class PostgresColumnTypes {
    private static final String DECIMAL_PRECISION = "connect.decimal.precision";
    private static final int MAX_PRECISION = 1_000;

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("io.debezium.data.Json", "jsonb"),
            Map.entry("io.debezium.data.Uuid", "uuid"),
            Map.entry("io.debezium.data.Xml", "xml"),
            Map.entry("io.debezium.data.Enum", "text"),
            Map.entry("io.debezium.data.Ltree", "ltree"),
            Map.entry("io.debezium.data.Tsvector", "tsvector"),
            Map.entry("io.debezium.data.VariableScaleDecimal", "numeric"),
            Map.entry("io.debezium.time.Date", "date"),
            Map.entry("io.debezium.time.Time", "time"),
            Map.entry("io.debezium.time.MicroTime", "time"),
            Map.entry("io.debezium.time.ZonedTime", "time with time zone"),
            Map.entry("io.debezium.time.Timestamp", "timestamp"),
            Map.entry("io.debezium.time.MicroTimestamp", "timestamp"),
            Map.entry("io.debezium.time.ZonedTimestamp", "timestamp with time zone"),
            Map.entry("io.debezium.time.Interval", "interval"),
            Map.entry("io.debezium.time.MicroDuration", "interval"),
            Map.entry("io.debezium.time.Year", "integer"),
            Map.entry("org.apache.kafka.connect.data.Date", "date"),
            Map.entry("org.apache.kafka.connect.data.Time", "time"),
            Map.entry("org.apache.kafka.connect.data.Timestamp", "timestamp"));

    private PostgresColumnTypes() {}

    static Optional<String> of(Schema schema) {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return decimal(schema);
        }
        if (schema.name() != null) {
            return Optional.ofNullable(BY_NAME.get(schema.name()));
        }
        return switch (schema.type()) {
            case BOOLEAN -> Optional.of("boolean");
            case INT8, INT16 -> Optional.of("smallint");
            case INT32 -> Optional.of("integer");
            case INT64 -> Optional.of("bigint");
            case FLOAT32 -> Optional.of("real");
            case FLOAT64 -> Optional.of("double precision");
            case STRING -> Optional.of("text");
            case BYTES -> Optional.of("bytea");
            case ARRAY -> array(schema.valueSchema());
            case MAP, STRUCT -> Optional.empty();
        };
    }

    // PostgreSQL has one type for arrays of any number of dimensions.
    private static Optional<String> array(Schema element) {
        return element.type() == Schema.Type.ARRAY && element.name() == null
                ? of(element)
                : of(element).map(type -> type + "[]");
    }

    private static Optional<String> decimal(Schema schema) {
        Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
        String precision = parameters.get(DECIMAL_PRECISION);
        String scale = parameters.get(Decimal.SCALE_FIELD);
        if (precision == null || scale == null) {
            return Optional.of("numeric"); // any number of digits
        }
        int digits = Integer.parseInt(precision);
        return digits < 1 || digits > MAX_PRECISION
                ? Optional.of("numeric")
                : Optional.of("numeric(" + digits + "," + Integer.parseInt(scale) + ")");
    }
}
