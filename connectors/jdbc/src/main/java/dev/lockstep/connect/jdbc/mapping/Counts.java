/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Bare whole numbers for dates and times, which only a record without schema may hold, since a schema would name the
 * unit. They are written as what the schema would have named: days since 1970 for a date; for a time or a timestamp what
 * the user says, since nothing in the number does.
 */
final class Counts {
    private static final int MILLISECOND_DIGITS = 3;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final String REMEDY =
            "Set schemaless.time.unit to the unit that the source counts in, or keep the schema";

    private final Schema schema;
    private final LongFunction<Object> value;

    private Counts(Schema schema, LongFunction<Object> value) {
        this.schema = schema;
        this.value = value;
    }

    /** Whether a number may stand for a value of the type. */
    static boolean mayBeIn(ColumnType type) {
        return switch (type.kind()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> true;
            case ARRAY -> type.element().filter(Counts::mayBeIn).isPresent();
            default -> false;
        };
    }

    /** @param type one in which a number {@link #mayBeIn} */
    static Counts of(ColumnType type, CountUnit unit) {
        if (type.kind() == TypeKind.ARRAY) {
            Counts elements = of(type.element().orElseThrow(), unit);
            return new Counts(
                    elements.schema == null
                            ? null
                            : SchemaBuilder.array(elements.schema).build(),
                    elements.value);
        }
        if (type.kind() == TypeKind.DATE) {
            return new Counts(named(Schema.Type.INT32, "Date"), Counts::day);
        }
        boolean time = type.kind() == TypeKind.TIME;
        boolean fine = type.size().orElse(MILLISECOND_DIGITS + 1) > MILLISECOND_DIGITS;
        return switch (unit) {
            case MILLISECONDS -> time ? millisOfDay() : plain("Timestamp");
            case MICROSECONDS -> plain(time ? "MicroTime" : "MicroTimestamp");
            case NANOSECONDS -> plain(time ? "NanoTime" : "NanoTimestamp");
            case ADAPTIVE ->
                fine
                        ? plain(time ? "MicroTime" : "MicroTimestamp")
                        : time
                                ? refused("the record's value is a whole number without schema, and change captures"
                                        + " count times of so few digits in milliseconds or in microseconds")
                                : plain("Timestamp");
            case NONE -> refused("the record's value is a whole number without schema, which does not say its unit");
        };
    }

    private static Counts plain(String name) {
        return new Counts(named(Schema.Type.INT64, name), Long::valueOf);
    }

    private static Counts millisOfDay() {
        return new Counts(named(Schema.Type.INT32, "Time"), count -> {
            if (count != (int) count) {
                throw new UnwritableValueException("the number of milliseconds is beyond what a time can be");
            }
            return (int) count;
        });
    }

    private static Counts refused(String why) {
        return new Counts(null, count -> {
            throw new UnwritableValueException(why + ". " + REMEDY);
        });
    }

    private static Schema named(Schema.Type type, String name) {
        return SchemaBuilder.type(type).name("io.debezium.time." + name).build();
    }

    private static Object day(long count) {
        if (count < FIRST_DAY || count > LAST_DAY) {
            throw new UnwritableValueException("a number without schema is taken for days since 1970, and this one"
                    + " is outside of the years 1 to 9999. Send dates as ISO 8601 text");
        }
        return (int) count;
    }

    /** What a schema would have said; null when every number is refused. */
    Schema schema() {
        return schema;
    }

    /** Whether a value is a number, or a list of nothing but numbers and nulls. */
    static boolean are(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Objects::nonNull)
                    && list.stream().allMatch(element -> element == null || are(element));
        }
        return value instanceof Long || value instanceof Integer;
    }

    /** A value that {@link #are numbers} as one of the {@link #schema}. */
    Object named(Object counts) {
        if (counts instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(element == null ? null : named(element));
            }
            return elements;
        }
        return value.apply(((Number) counts).longValue());
    }
}
