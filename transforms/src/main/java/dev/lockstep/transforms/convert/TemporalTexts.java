/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.IsoText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates, times and timestamps as ISO texts and back. */
public final class TemporalTexts {
    public static final long SECONDS_PER_DAY = 86_400;
    private static final int NANO_DIGITS = 9;

    private TemporalTexts() {}

    /** @throws org.apache.kafka.connect.errors.DataException when the text is no value of this kind */
    public static CanonicalValue parse(String text, Kind kind) {
        try {
            IsoText iso = new IsoText(text);
            CanonicalValue value = switch (kind) {
                case DATE -> new CanonicalValue.Date(iso.date());
                case TIME -> new CanonicalValue.Time(iso.time(true));
                case ZONED_TIME -> new CanonicalValue.TimeWithZone(iso.time(false), iso.offset());
                case INTERVAL -> iso.interval();
                default -> timestamp(iso, kind == Kind.ZONED_TIMESTAMP);
            };
            iso.expectEnd();
            return value;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw Refusal.text(expected(kind), text, advice(kind));
        }
    }

    private static CanonicalValue.Timestamp timestamp(IsoText iso, boolean zoned) {
        long seconds = Math.multiplyExact(iso.date(), SECONDS_PER_DAY);
        long nanos = 0;
        if (iso.accept('T') || iso.accept(' ')) {
            nanos = iso.time(false);
        }
        seconds -= zoned ? iso.offset() : 0;
        return new CanonicalValue.Timestamp(
                seconds + nanos / IsoText.NANOS_PER_SECOND, (int) (nanos % IsoText.NANOS_PER_SECOND));
    }

    private static String expected(Kind kind) {
        return switch (kind) {
            case DATE -> "a date such as 2026-03-29";
            case TIME -> "a time of day such as 14:05:00.25, without zone";
            case ZONED_TIME -> "a time of day with its offset, such as 14:05:00+02:00";
            case INTERVAL -> "an interval such as P1Y2M3DT4H5M6S";
            case ZONED_TIMESTAMP -> "a timestamp with its offset, such as 2026-03-29T14:05:00+02:00";
            default -> "a timestamp without zone, such as 2026-03-29T14:05:00.25";
        };
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case DATE -> "Say how else it is written: parse-date('dd.MM.uuuu')";
            case ZONED_TIMESTAMP ->
                "Say how else it is written, and in which zone: parse-timestamp('dd.MM.uuuu HH:mm',"
                        + " zone('Europe/Berlin'))";
            case TIMESTAMP ->
                "Say how else it is written: parse-timestamp('dd.MM.uuuu HH:mm'); if it has an offset, to(timestamptz)";
            default -> "Bring it into this form first, with replace(…)";
        };
    }

    /** Null when the value is none of these. */
    public static String of(CanonicalValue value, Kind kind) {
        if (value instanceof CanonicalValue.Date date) {
            return LocalDate.ofEpochDay(date.epochDay()).toString();
        }
        if (value instanceof CanonicalValue.Time time) {
            return time(time.nanos());
        }
        if (value instanceof CanonicalValue.Timestamp timestamp) {
            return timestamp(timestamp) + (kind == Kind.ZONED_TIMESTAMP ? "Z" : "");
        }
        return value instanceof CanonicalValue.TimeWithZone time ? time(time.nanos()) + offset(time) : null;
    }

    private static String offset(CanonicalValue.TimeWithZone time) {
        return java.time.ZoneOffset.ofTotalSeconds(time.offsetSeconds()).getId();
    }

    /** {@code 2026-03-29T14:05:00.25}: always with seconds, and without zeros at the end of the fraction. */
    static String timestamp(CanonicalValue.Timestamp timestamp) {
        long day = Math.floorDiv(timestamp.epochSecond(), SECONDS_PER_DAY);
        long second = Math.floorMod(timestamp.epochSecond(), SECONDS_PER_DAY);
        return LocalDate.ofEpochDay(day) + "T" + time(second * IsoText.NANOS_PER_SECOND + timestamp.nanos());
    }

    /** Hours may be more than 24, and the whole negative, as MySQL's are. */
    static String time(long nanos) {
        long seconds = Math.abs(nanos / IsoText.NANOS_PER_SECOND);
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        twoDigits(seconds / 3600, text).append(':');
        twoDigits(seconds / 60 % 60, text).append(':');
        twoDigits(seconds % 60, text);
        long fraction = Math.abs(nanos % IsoText.NANOS_PER_SECOND);
        if (fraction != 0) {
            text.append(BigDecimal.valueOf(fraction, NANO_DIGITS)
                    .stripTrailingZeros()
                    .toPlainString()
                    .substring(1));
        }
        return text.toString();
    }

    private static StringBuilder twoDigits(long number, StringBuilder text) {
        return (number < 10 ? text.append('0') : text).append(number);
    }
}
