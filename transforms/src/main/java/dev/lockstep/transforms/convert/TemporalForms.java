/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.IsoText;
import dev.lockstep.transforms.row.Types;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** The forms that dates and times take under the names of Connect and Debezium. */
final class TemporalForms {
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long PER_MILLI = 1_000_000;
    private static final long PER_MICRO = 1_000;
    private static final long MILLIS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = IsoText.NANOS_PER_SECOND;

    private static final Map<String, Function<CanonicalValue, Object>> BY_LOGICAL_NAME = Map.ofEntries(
            Map.entry(Date.LOGICAL_NAME, value -> date(Math.multiplyExact(day(value), MILLIS_PER_DAY))),
            Map.entry(Time.LOGICAL_NAME, value -> date(timeOfDay(value, PER_MILLI, 3))),
            Map.entry(Timestamp.LOGICAL_NAME, value -> date(count(value, MILLIS, 3))),
            Map.entry("io.debezium.time.Date", value -> Math.toIntExact(day(value))),
            Map.entry("io.debezium.time.IsoDate", value -> text(day(value), value, Kind.DATE)),
            Map.entry("io.debezium.time.Time", value -> Math.toIntExact(time(value, PER_MILLI, 3))),
            Map.entry("io.debezium.time.MicroTime", value -> time(value, PER_MICRO, 6)),
            Map.entry("io.debezium.time.NanoTime", value -> time(value, 1, 9)),
            Map.entry("io.debezium.time.IsoTime", value -> text(time(value, 1, 9), value, Kind.TIME)),
            Map.entry("io.debezium.time.ZonedTime", value -> TemporalTexts.of(value, Kind.ZONED_TIME)),
            Map.entry("io.debezium.time.Timestamp", value -> count(value, MILLIS, 3)),
            Map.entry("io.debezium.time.MicroTimestamp", value -> count(value, MICROS, 6)),
            Map.entry("io.debezium.time.NanoTimestamp", value -> count(value, NANOS, 9)),
            Map.entry("io.debezium.time.IsoTimestamp", value -> text(finite(value), value, Kind.ZONED_TIMESTAMP)),
            Map.entry("io.debezium.time.ZonedTimestamp", value -> micros(value)));

    private TemporalForms() {}

    /** @throws DataException when there is no such form */
    static Function<CanonicalValue, Object> of(Schema schema) {
        Function<CanonicalValue, Object> form = BY_LOGICAL_NAME.get(schema.name());
        if (form == null) {
            throw new DataException("Values of type " + Types.of(schema)
                    + " cannot be made of others. Leave the field as it is, or give it another type before");
        }
        return form;
    }

    @SuppressWarnings("JavaUtilDate") // Connect's own type
    private static java.util.Date date(long millis) {
        return new java.util.Date(millis);
    }

    private static long day(CanonicalValue value) {
        if (value instanceof CanonicalValue.Date date) {
            return date.epochDay();
        }
        throw infinite(value);
    }

    private static long timeOfDay(CanonicalValue value, long nanosPerUnit, int digits) {
        long nanos = ((CanonicalValue.Time) value).nanos();
        if (nanos < 0 || nanos >= IsoText.NANOS_PER_DAY) {
            throw Refusal.of(
                    "a time from 00:00:00 to 23:59:59.999",
                    "one outside the day",
                    "Take the type time, which holds the longer ones of MySQL, or string");
        }
        return time(value, nanosPerUnit, digits);
    }

    private static long time(CanonicalValue value, long nanosPerUnit, int digits) {
        long nanos = ((CanonicalValue.Time) value).nanos();
        if (nanos % nanosPerUnit != 0) {
            throw tooFine(digits);
        }
        return nanos / nanosPerUnit;
    }

    private static CanonicalValue.Timestamp finite(CanonicalValue value) {
        if (value instanceof CanonicalValue.Timestamp timestamp) {
            return timestamp;
        }
        throw infinite(value);
    }

    private static long count(CanonicalValue value, long perSecond, int digits) {
        CanonicalValue.Timestamp timestamp = finite(value);
        long nanosPerUnit = NANOS / perSecond;
        if (timestamp.nanos() % nanosPerUnit != 0) {
            throw tooFine(digits);
        }
        return Math.addExact(Math.multiplyExact(timestamp.epochSecond(), perSecond), timestamp.nanos() / nanosPerUnit);
    }

    /** The text of an instant that every database can hold. */
    private static Object micros(CanonicalValue value) {
        if (finite(value).nanos() % PER_MICRO != 0) {
            throw tooFine(6);
        }
        return TemporalTexts.of(value, Kind.ZONED_TIMESTAMP);
    }

    /** Debezium writes a Z behind every ISO text; the first argument was checked. */
    private static Object text(Object checked, CanonicalValue value, Kind kind) {
        String text = TemporalTexts.of(value, kind);
        return checked == null || text.endsWith("Z") ? text : text + "Z";
    }

    private static DataException infinite(CanonicalValue value) {
        return Refusal.of(
                "a finite date or timestamp",
                Refusal.found(value),
                "Keep it as it is, or write to(string) null-if('infinity', '-infinity') before");
    }

    private static DataException tooFine(int digits) {
        return Refusal.of(
                "at most " + digits + " digits of fractions of a second",
                "more of them",
                "Round it first, with round(" + digits + ")");
    }
}
