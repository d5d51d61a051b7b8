/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Dates, times and intervals in every form that connectors give them. */
final class TemporalEncoders {
    private static final long NANOS_PER_SECOND = IsoText.NANOS_PER_SECOND;
    private static final long NANOS_PER_DAY = IsoText.NANOS_PER_DAY;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MILLIS_PER_DAY = 86_400_000;

    // What becomes of PostgreSQL's ±infinity on its way through Java's dates (PGStatement.DATE_*_INFINITY, and the
    // dates that stand for it in Debezium). None of them is a date or, but for the last, a timestamp of PostgreSQL.
    private static final long PLUS_INFINITY = 9223372036825200000L;
    private static final long MINUS_INFINITY = -9223372036832400000L;
    private static final long PLUS_INFINITY_DAY = 2146033979;
    private static final long MINUS_INFINITY_DAY = -2147472691;

    // The same infinities as Debezium's snapshot counts them: the days of those dates do not fit 32 bits, and are a day
    // more where the zone of its JVM is an hour or more ahead of UTC. PostgreSQL's first date is day -2440588.
    private static final long PLUS_INFINITY_DAY_CUT = -622191234;
    private static final long MINUS_INFINITY_DAY_CUT = -625821272;

    static final Map<String, ValueEncoder> BY_LOGICAL_NAME = Map.ofEntries(
            Map.entry(Date.LOGICAL_NAME, TemporalEncoders::connectDate),
            Map.entry(Time.LOGICAL_NAME, (value, out) -> out.writeTime(millis(value) * 1_000_000)),
            Map.entry(Timestamp.LOGICAL_NAME, (value, out) -> timestamp(millis(value), 1_000, out)),
            Map.entry("io.debezium.time.Date", (value, out) -> date(((Number) value).longValue(), out)),
            Map.entry("io.debezium.time.Time", (value, out) -> out.writeTime(count(value, 1_000_000))),
            Map.entry("io.debezium.time.MicroTime", (value, out) -> out.writeTime(count(value, 1_000))),
            Map.entry("io.debezium.time.NanoTime", (value, out) -> out.writeTime((Long) value)),
            Map.entry("io.debezium.time.Timestamp", (value, out) -> timestamp((Long) value, 1_000, out)),
            Map.entry("io.debezium.time.MicroTimestamp", TemporalEncoders::microTimestamp),
            Map.entry("io.debezium.time.NanoTimestamp", (value, out) -> timestamp((Long) value, 1_000_000_000, out)),
            Map.entry("io.debezium.time.ZonedTimestamp", TemporalEncoders::isoTimestamp),
            Map.entry("io.debezium.time.ZonedTime", TemporalEncoders::isoTimeWithZone),
            Map.entry("io.debezium.time.IsoDate", TemporalEncoders::isoDate),
            Map.entry("io.debezium.time.IsoTime", TemporalEncoders::isoTime),
            Map.entry("io.debezium.time.IsoTimestamp", TemporalEncoders::isoTimestamp),
            Map.entry("io.debezium.time.MicroDuration", (value, out) -> duration(value, 1_000, out)),
            Map.entry("io.debezium.time.NanoDuration", (value, out) -> duration(value, 1, out)),
            Map.entry("io.debezium.time.Interval", TemporalEncoders::isoInterval),
            Map.entry("io.debezium.time.Year", (value, out) -> out.writeNumber(((Number) value).longValue())),
            Map.entry("io.debezium.time.StructuredDate", TemporalEncoders::structuredDate),
            Map.entry("io.debezium.time.StructuredTime", (value, out) -> out.writeTime(structuredNanos(value))),
            Map.entry("io.debezium.time.StructuredZonedTime", TemporalEncoders::structuredZonedTime),
            Map.entry("io.debezium.time.StructuredTimestamp", TemporalEncoders::structuredTimestamp),
            Map.entry("io.debezium.time.StructuredZonedTimestamp", TemporalEncoders::structuredTimestamp),
            Map.entry("io.debezium.time.StructuredDuration", TemporalEncoders::structuredDuration));

    private TemporalEncoders() {}

    @SuppressWarnings("JavaUtilDate") // Connect's own type; toInstant() would refuse a java.sql.Date
    private static long millis(Object value) {
        return ((java.util.Date) value).getTime();
    }

    private static long count(Object value, long nanosPerUnit) {
        return Math.multiplyExact(((Number) value).longValue(), nanosPerUnit);
    }

    private static void connectDate(Object value, CanonicalWriter out) {
        long millis = millis(value);
        if (Math.floorMod(millis, MILLIS_PER_DAY) != 0) {
            throw new MalformedValueException("a date with a time of day");
        }
        date(millis / MILLIS_PER_DAY, out);
    }

    private static void date(long epochDay, CanonicalWriter out) {
        if (epochDay == PLUS_INFINITY_DAY
                || epochDay == Integer.MAX_VALUE
                || isDayOf(PLUS_INFINITY_DAY_CUT, epochDay)) {
            out.writeInfiniteDate(true);
        } else if (epochDay == MINUS_INFINITY_DAY
                || epochDay == Integer.MIN_VALUE
                || isDayOf(MINUS_INFINITY_DAY_CUT, epochDay)) {
            out.writeInfiniteDate(false);
        } else {
            out.writeDate(epochDay);
        }
    }

    private static boolean isDayOf(long first, long epochDay) {
        return epochDay == first || epochDay == first + 1;
    }

    private static void microTimestamp(Object value, CanonicalWriter out) {
        long micros = (Long) value;
        if (micros == PLUS_INFINITY || micros == MINUS_INFINITY) {
            out.writeInfiniteTimestamp(micros > 0);
        } else {
            timestamp(micros, 1_000_000, out);
        }
    }

    private static void timestamp(long count, int perSecond, CanonicalWriter out) {
        if (count == Long.MAX_VALUE || count == Long.MIN_VALUE) {
            out.writeInfiniteTimestamp(count > 0);
            return;
        }
        int nanosPerUnit = 1_000_000_000 / perSecond;
        instant(Math.floorDiv(count, perSecond), (int) Math.floorMod(count, (long) perSecond) * nanosPerUnit, out);
    }

    private static void instant(long epochSecond, int nanos, CanonicalWriter out) {
        if (epochSecond == PLUS_INFINITY / 1_000 || epochSecond == MINUS_INFINITY / 1_000) {
            out.writeInfiniteTimestamp(epochSecond > 0);
        } else {
            out.writeTimestamp(epochSecond, nanos);
        }
    }

    private static void isoTimestamp(Object value, CanonicalWriter out) {
        String text = (String) value;
        if (text.equals("infinity") || text.equals("-infinity")) {
            out.writeInfiniteTimestamp(text.charAt(0) != '-');
            return;
        }
        CanonicalValue.Timestamp timestamp = TemporalText.timestamp(text);
        instant(timestamp.epochSecond(), timestamp.nanos(), out);
    }

    private static void isoDate(Object value, CanonicalWriter out) {
        String text = (String) value;
        if (text.equals("infinity") || text.equals("-infinity")) {
            out.writeInfiniteDate(text.charAt(0) != '-');
        } else {
            date(TemporalText.date(text), out);
        }
    }

    private static void isoTime(Object value, CanonicalWriter out) {
        out.writeTime(TemporalText.time((String) value));
    }

    private static void isoTimeWithZone(Object value, CanonicalWriter out) {
        CanonicalValue.TimeWithZone time = TemporalText.timeWithZone((String) value);
        out.writeTimeWithZone(time.nanos(), time.offsetSeconds());
    }

    private static void isoInterval(Object value, CanonicalWriter out) {
        IsoText iso = new IsoText((String) value);
        iso.interval().writeTo(out);
        iso.expectEnd();
    }

    /** A total that no longer tells months from days: it is a number of nanoseconds and equal to no month. */
    private static void duration(Object value, long nanosPerUnit, CanonicalWriter out) {
        out.writeInterval(0, 0, BigInteger.valueOf((Long) value).multiply(BigInteger.valueOf(nanosPerUnit)));
    }

    private static void structuredDate(Object value, CanonicalWriter out) {
        Struct date = (Struct) value;
        Object special = Fields.optional(date, "specialValue");
        if (special == null) {
            out.writeDate(day(date).toEpochDay());
        } else {
            out.writeInfiniteDate(isPositive(special));
        }
    }

    private static void structuredTimestamp(Object value, CanonicalWriter out) {
        Struct timestamp = (Struct) value;
        Object special = Fields.optional(timestamp, "specialValue");
        if (special != null) {
            out.writeInfiniteTimestamp(isPositive(special));
            return;
        }
        long nanos = structuredNanos(value);
        Object offset = Fields.optional(timestamp, "offsetSeconds");
        long seconds = day(timestamp).toEpochDay() * SECONDS_PER_DAY
                + nanos / NANOS_PER_SECOND
                - (offset == null ? 0 : ((Number) offset).longValue());
        out.writeTimestamp(seconds, (int) (nanos % NANOS_PER_SECOND));
    }

    private static void structuredZonedTime(Object value, CanonicalWriter out) {
        int offset = (int) Fields.number((Struct) value, "offsetSeconds");
        out.writeTimeWithZone(TemporalText.atUtc(structuredNanos(value), offset), 0);
    }

    private static void structuredDuration(Object value, CanonicalWriter out) {
        Struct duration = (Struct) value;
        long seconds = Fields.number(duration, "hours") * 3600
                + Fields.number(duration, "minutes") * 60
                + Fields.number(duration, "seconds");
        out.writeInterval(
                Fields.number(duration, "years") * 12 + Fields.number(duration, "months"),
                Fields.number(duration, "days"),
                BigInteger.valueOf(seconds)
                        .multiply(BigInteger.valueOf(NANOS_PER_SECOND))
                        .add(BigInteger.valueOf(Fields.number(duration, "nanos"))));
    }

    private static LocalDate day(Struct date) {
        return LocalDate.of((int) Fields.number(date, "year"), (int) Fields.number(date, "month"), (int)
                Fields.number(date, "day"));
    }

    private static long structuredNanos(Object value) {
        Struct time = (Struct) value;
        long nanos = (Fields.number(time, "hour") * 3600
                                + Fields.number(time, "minute") * 60
                                + Fields.number(time, "second"))
                        * NANOS_PER_SECOND
                + Fields.number(time, "nanos");
        if (nanos < 0 || nanos > NANOS_PER_DAY) {
            throw new MalformedValueException("a time outside the day");
        }
        return nanos;
    }

    private static boolean isPositive(Object special) {
        if (special.equals("POSITIVE_INFINITY") || special.equals("NEGATIVE_INFINITY")) {
            return special.equals("POSITIVE_INFINITY");
        }
        throw new MalformedValueException("a special value other than the two infinities");
    }
}
