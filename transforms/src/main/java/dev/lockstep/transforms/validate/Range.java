/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.TemporalText;
import dev.lockstep.transforms.row.Types;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * The check {@code range(min, max)}: numbers, or dates and timestamps, with both ends among what passes. Immutable and
 * thread-safe.
 *
 * <p>Numbers are compared as decimals without rounding; a binary floating point number is the shortest decimal that names
 * it. Where the ends are dates, a timestamp counts by its day in UTC, so the whole last day passes.
 *
 * @param min null where the range has no lower end
 * @param max null where the range has no upper end
 */
record Range(CanonicalValue min, CanonicalValue max) implements ValueCheck {
    private static final long SECONDS_PER_DAY = 86_400;

    /** @throws IllegalArgumentException when the ends are none, of two kinds, or the wrong way round */
    static Range parse(String min, String max) {
        Range range = new Range(min.isEmpty() ? null : end(min), max.isEmpty() ? null : end(max));
        if (range.min == null && range.max == null) {
            throw new IllegalArgumentException(
                    "Both ends are open, so everything passes. Write range(0,) or range(,100)");
        }
        if (range.min != null && range.max != null) {
            if (range.min.getClass() != range.max.getClass()) {
                throw new IllegalArgumentException("The ends are of two kinds. Write two numbers, two dates"
                        + " (2000-01-31) or two timestamps (2000-01-31T12:00:00Z)");
            }
            if (compare(range.min, range.max) > 0) {
                throw new IllegalArgumentException(
                        "The lower end " + min + " is above the upper end " + max + ". Write range(min,max)");
            }
        }
        return range;
    }

    private static CanonicalValue end(String text) {
        try {
            return new CanonicalValue.Numeric(new BigDecimal(text));
        } catch (NumberFormatException e) {
            CanonicalValue moment = moment(text);
            if (moment == null) {
                throw new IllegalArgumentException("Expected a number, a date (2000-01-31) or a timestamp"
                        + " (2000-01-31T12:00:00Z) as end of the range, found " + text
                        + ". Leave an end out where it is"
                        + " open: range(0,)");
            }
            return moment;
        }
    }

    /** Null when the text is neither date nor timestamp. */
    private static CanonicalValue moment(String text) {
        try {
            return text.length() <= 10
                    ? new CanonicalValue.Date(TemporalText.date(text))
                    : TemporalText.timestamp(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private boolean isOfNumbers() {
        return (min == null ? max : min) instanceof CanonicalValue.Numeric;
    }

    @Override
    public Predicate<Object> over(Schema schema) {
        Function<Object, CanonicalValue> reader = schema == null ? this::live : reader(schema);
        return value -> isInside(reader.apply(value));
    }

    private Function<Object, CanonicalValue> reader(Schema schema) {
        if (schema.type() == Schema.Type.STRING && schema.name() == null && !isOfNumbers()) {
            return value -> moment((String) value);
        }
        if (!fits(schema)) {
            throw new DataException(
                    "range is for numbers, dates and timestamps, and its ends have to be of the column's"
                            + " kind; found " + Types.of(schema)
                            + ". Write numbers for numbers, 2000-01-31 for dates, and length"
                            + " or matches for texts");
        }
        if (schema.name() == null || schema.name().equals(Decimal.LOGICAL_NAME)) {
            return Range::number;
        }
        ColumnEncoder column = ColumnEncoder.of("value", schema);
        return value -> canonical(column, value);
    }

    private boolean fits(Schema schema) {
        return switch (TypeFamily.of(schema)) {
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> isOfNumbers();
            case DATE -> (min == null ? max : min) instanceof CanonicalValue.Date;
            case TIMESTAMP, TIMESTAMPTZ -> !isOfNumbers();
            case BOOLEAN, STRING, BYTES, TIME, UUID, JSON, OTHER -> false;
        };
    }

    /** Null when the value is not what its type promises. */
    private static CanonicalValue canonical(ColumnEncoder column, Object value) {
        try {
            CanonicalWriter out = new CanonicalWriter();
            column.writeValue(value, out);
            return new CanonicalReader(out.array(), 0, out.size()).read();
        } catch (UnencodableValueException e) {
            return null;
        }
    }

    /** Null for what is no finite number. */
    private static CanonicalValue number(Object value) {
        if (value instanceof BigDecimal number) {
            return new CanonicalValue.Numeric(number);
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue())
                    ? new CanonicalValue.Numeric(new BigDecimal(value.toString()))
                    : null;
        }
        return value instanceof Number number ? new CanonicalValue.Numeric(new BigDecimal(number.toString())) : null;
    }

    @SuppressWarnings("JavaUtilDate") // what rows without schema hold
    private CanonicalValue live(Object value) {
        if (value instanceof String text) {
            return isOfNumbers() ? null : moment(text);
        }
        if (value instanceof java.util.Date date) {
            long millis = date.getTime();
            return new CanonicalValue.Timestamp(
                    Math.floorDiv(millis, 1_000L), (int) Math.floorMod(millis, 1_000L) * 1_000_000);
        }
        return number(value);
    }

    private boolean isInside(CanonicalValue value) {
        if (value instanceof CanonicalValue.InfiniteDate date) {
            return !isOfNumbers() && (date.positive() ? max : min) == null;
        }
        if (value instanceof CanonicalValue.InfiniteTimestamp timestamp) {
            return !isOfNumbers() && (timestamp.positive() ? max : min) == null;
        }
        return value != null && isOnSide(value, min, 1) && isOnSide(value, max, -1);
    }

    private static boolean isOnSide(CanonicalValue value, CanonicalValue end, int sign) {
        if (end == null) {
            return true;
        }
        CanonicalValue compared = end instanceof CanonicalValue.Date && value instanceof CanonicalValue.Timestamp at
                ? new CanonicalValue.Date(Math.floorDiv(at.epochSecond(), SECONDS_PER_DAY))
                : value;
        return compared.getClass() == end.getClass() && compare(compared, end) * sign >= 0;
    }

    /** Of two values of one kind. */
    private static int compare(CanonicalValue left, CanonicalValue right) {
        if (left instanceof CanonicalValue.Numeric number) {
            return number.value().compareTo(((CanonicalValue.Numeric) right).value());
        }
        if (left instanceof CanonicalValue.Date date) {
            return Long.compare(date.epochDay(), ((CanonicalValue.Date) right).epochDay());
        }
        CanonicalValue.Timestamp one = (CanonicalValue.Timestamp) left;
        CanonicalValue.Timestamp other = (CanonicalValue.Timestamp) right;
        int seconds = Long.compare(one.epochSecond(), other.epochSecond());
        return seconds != 0 ? seconds : Integer.compare(one.nanos(), other.nanos());
    }
}
