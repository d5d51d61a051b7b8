/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import dev.lockstep.connect.jdbc.schema.TypeKind;
import java.time.LocalDate;

/**
 * Bare whole numbers for dates and times, which only a record without schema may hold, since a schema would name the
 * unit: days since 1970 for a date, microseconds for a time or a timestamp.
 *
 * <p>For a column of milliseconds or less change capture sends milliseconds by default and others microseconds, so that
 * nobody can know; such a number is refused, and so is a date outside of the years 1 to 9999 (20240101 is one).
 */
final class Counts {
    private static final int MICROS = 1_000_000;
    private static final int MILLISECOND_DIGITS = 3;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private Counts() {}

    static boolean isCount(Object value) {
        return value instanceof Long || value instanceof Integer;
    }

    static boolean admits(ColumnType type) {
        return switch (type.kind()) {
            case DATE -> true;
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> type.size().orElse(MILLISECOND_DIGITS + 1) > MILLISECOND_DIGITS;
            default -> false;
        };
    }

    static boolean isDay(long count) {
        return count >= FIRST_DAY && count <= LAST_DAY;
    }

    /** @param type one that {@link #admits} */
    static String text(ColumnType type, long count) {
        if (type.kind() == TypeKind.DATE) {
            if (!isDay(count)) {
                throw new UnwritableValueException("a number without schema is taken for days since 1970, and this one"
                        + " is outside of the years 1 to 9999. Send dates as ISO 8601 text");
            }
            return TemporalText.date(count);
        }
        return type.kind() == TypeKind.TIME
                ? TemporalText.time(count, MICROS)
                : TemporalText.timestamp(count, MICROS, type.kind() == TypeKind.TIMESTAMP_TZ ? "+00" : "");
    }

    /** @param type one that {@link #admits} */
    static boolean binary(ColumnType type, long count, RowBuffer out) {
        return switch (type.kind()) {
            case DATE -> isDay(count) && TemporalBinary.date(count, out);
            case TIME -> TemporalBinary.time(count, MICROS, out);
            case TIMESTAMP, TIMESTAMP_TZ -> TemporalBinary.micros(count, out);
            default -> false;
        };
    }
}
