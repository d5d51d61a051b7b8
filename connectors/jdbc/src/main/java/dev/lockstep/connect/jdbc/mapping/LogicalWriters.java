/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import static java.util.Map.entry;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.util.Date;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/** The logical types of Connect and Debezium, by name: which columns they belong into and how they are written. */
final class LogicalWriters {
    private static final int MILLIS = 1_000;
    private static final int MICROS = 1_000_000;
    private static final int NANOS = 1_000_000_000;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private static final Set<TypeKind> TEXTS = EnumSet.of(TypeKind.TEXT, TypeKind.CHAR);
    private static final Set<TypeKind> DECIMALS = EnumSet.of(
            TypeKind.NUMERIC,
            TypeKind.INTEGER,
            TypeKind.FLOAT4,
            TypeKind.FLOAT8,
            TypeKind.TEXT,
            TypeKind.CHAR,
            TypeKind.OTHER);
    private static final Set<TypeKind> DATES =
            EnumSet.of(TypeKind.DATE, TypeKind.TIMESTAMP, TypeKind.TIMESTAMP_TZ, TypeKind.TEXT, TypeKind.CHAR);
    private static final Set<TypeKind> TIMES = EnumSet.of(TypeKind.TIME, TypeKind.TEXT, TypeKind.CHAR);
    private static final Set<TypeKind> TIMESTAMPS =
            EnumSet.of(TypeKind.TIMESTAMP, TypeKind.TIMESTAMP_TZ, TypeKind.TEXT, TypeKind.CHAR);

    /** @param into the kinds of columns that a value fits as it is; {@code writer} makes the writer for one of them */
    private record Rule(Set<TypeKind> into, Function<ColumnType, ValueWriter> writer) {}

    private static final Map<String, Rule> BY_NAME = Map.ofEntries(
            entry(org.apache.kafka.connect.data.Decimal.LOGICAL_NAME, rule(DECIMALS, NumberText::decimal)),
            entry("io.debezium.data.VariableScaleDecimal", rule(DECIMALS, NumberText::variableScale)),
            entry(
                    org.apache.kafka.connect.data.Date.LOGICAL_NAME,
                    rule(DATES, value -> TemporalText.date(Math.floorDiv(millis(value), MILLIS_PER_DAY)))),
            entry("io.debezium.time.Date", rule(DATES, value -> TemporalText.date((Integer) value))),
            entry(
                    org.apache.kafka.connect.data.Time.LOGICAL_NAME,
                    rule(TIMES, value -> TemporalText.time(millis(value), MILLIS))),
            entry("io.debezium.time.Time", rule(TIMES, value -> TemporalText.time((Integer) value, MILLIS))),
            entry("io.debezium.time.MicroTime", rule(TIMES, value -> TemporalText.time((Long) value, MICROS))),
            entry("io.debezium.time.NanoTime", rule(TIMES, value -> TemporalText.time((Long) value, NANOS))),
            entry(Timestamp.LOGICAL_NAME, new Rule(TIMESTAMPS, type -> {
                String zone = zone(type);
                return value -> TemporalText.timestamp(millis(value), MILLIS, zone);
            })),
            entry("io.debezium.time.Timestamp", timestamp(MILLIS)),
            entry("io.debezium.time.MicroTimestamp", timestamp(MICROS)),
            entry("io.debezium.time.NanoTimestamp", timestamp(NANOS)),
            entry("io.debezium.time.ZonedTimestamp", new Rule(TIMESTAMPS, type -> {
                String zone = zone(type);
                return value -> TemporalText.zonedTimestamp((String) value, zone);
            })),
            entry("io.debezium.time.ZonedTime", rule(EnumSet.of(TypeKind.TIME_TZ, TypeKind.TEXT), TextValue.WRITER)),
            entry("io.debezium.time.Interval", rule(EnumSet.of(TypeKind.INTERVAL, TypeKind.TEXT), TextValue.WRITER)),
            entry(
                    "io.debezium.time.Year",
                    rule(EnumSet.of(TypeKind.INTEGER, TypeKind.NUMERIC, TypeKind.TEXT), String::valueOf)),
            entry("io.debezium.data.Bits", new Rule(EnumSet.of(TypeKind.BIT), LogicalWriters::bits)),
            entry("io.debezium.time.IsoDate", text(EnumSet.of(TypeKind.DATE))),
            entry("io.debezium.time.IsoTime", text(EnumSet.of(TypeKind.TIME))),
            entry("io.debezium.time.IsoTimestamp", text(EnumSet.of(TypeKind.TIMESTAMP))),
            entry("io.debezium.data.EnumSet", text(EnumSet.of(TypeKind.OTHER))),
            entry("io.debezium.data.Json", text(EnumSet.of(TypeKind.JSON))),
            entry("io.debezium.data.Xml", text(EnumSet.of(TypeKind.OTHER))),
            entry("io.debezium.data.Uuid", text(EnumSet.of(TypeKind.UUID))),
            entry("io.debezium.data.Enum", text(EnumSet.of(TypeKind.ENUM))),
            entry("io.debezium.data.Ltree", text(EnumSet.of(TypeKind.OTHER))),
            entry("io.debezium.data.Tsvector", text(EnumSet.of(TypeKind.OTHER))));

    private LogicalWriters() {}

    /** @param schema one with a name */
    static ValueWriter of(ColumnType type, Schema schema) {
        Rule rule = BY_NAME.get(schema.name());
        if (rule == null || !rule.into().contains(type.kind())) {
            throw ValueWriters.unsupported("of the logical type " + schema.name());
        }
        return rule.writer().apply(type);
    }

    private static Rule rule(Set<TypeKind> into, ValueWriter writer) {
        return new Rule(into, type -> writer);
    }

    private static Rule text(Set<TypeKind> own) {
        EnumSet<TypeKind> into = EnumSet.copyOf(own);
        into.addAll(TEXTS);
        return rule(into, TextValue.WRITER);
    }

    private static Rule timestamp(int perSecond) {
        return new Rule(TIMESTAMPS, type -> {
            String zone = zone(type);
            return value -> TemporalText.timestamp((Long) value, perSecond, zone);
        });
    }

    private static ValueWriter bits(ColumnType type) {
        int length = type.size().orElseThrow();
        return value -> BinaryText.bits(value, length);
    }

    private static String zone(ColumnType type) {
        return type.kind() == TypeKind.TIMESTAMP_TZ ? "+00" : "";
    }

    private static long millis(Object date) {
        return Timestamp.fromLogical(Timestamp.SCHEMA, (Date) date);
    }
}
