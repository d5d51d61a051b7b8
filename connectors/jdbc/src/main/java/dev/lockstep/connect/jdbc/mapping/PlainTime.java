/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times of a {@link PlainValue} as ISO text, whole or not at all. */
final class PlainTime {
    private static final int NANOS = 1_000_000_000;
    private static final int LAST_YEAR = 9_999;
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{2,3}):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?Z?");

    private PlainTime() {}

    static String date(PlainValue value) {
        LocalDate date;
        if (value instanceof PlainValue.Day day) {
            date = day.value();
        } else if (value instanceof PlainValue.Text text
                && IsoParser.date(withoutZone(text.value())) != IsoParser.UNKNOWN) {
            return withoutZone(text.value());
        } else {
            throw new UnwritableValueException("the record's value is no date (expected yyyy-MM-dd or a date type)");
        }
        requireYear(date);
        return date.toString();
    }

    private static String withoutZone(String date) {
        return date.endsWith("Z") ? date.substring(0, date.length() - 1) : date;
    }

    /** @param digits of a second's fraction that the column keeps */
    static String timestamp(PlainValue value, int digits) {
        LocalDateTime moment;
        if (value instanceof PlainValue.Moment at) {
            moment = at.value();
        } else if (value instanceof PlainValue.Day day) {
            moment = day.value().atStartOfDay();
        } else if (value instanceof PlainValue.Text text) {
            moment = ((PlainValue.Moment) PlainValue.local(text.value())).value();
        } else {
            throw new UnwritableValueException(
                    "the record's value is no timestamp (expected ISO 8601 text or a type" + " that says its unit)");
        }
        requireYear(moment.toLocalDate());
        LocalTime time = moment.toLocalTime();
        StringBuilder text = new StringBuilder(26)
                .append(moment.toLocalDate())
                .append(' ')
                .append(time.withNano(0).toString());
        if (time.getSecond() == 0) {
            text.append(":00");
        }
        return appendFraction(text, time.getNano(), digits).toString();
    }

    /**
     * @param digits of a second's fraction that the column keeps
     * @param mostHours beyond which the amount is refused
     */
    static String time(PlainValue value, int digits, int mostHours) {
        long nanos;
        if (value instanceof PlainValue.Duration duration) {
            nanos = duration.nanos();
        } else if (value instanceof PlainValue.Text text) {
            nanos = nanos(text.value());
        } else {
            throw new UnwritableValueException(
                    "the record's value is no time (expected HH:mm:ss or a type that says its" + " unit)");
        }
        long seconds = Math.abs(nanos / NANOS);
        int fraction = (int) Math.abs(nanos % NANOS);
        if (seconds >= (mostHours + 1) * 3_600L || (mostHours == 23 && nanos < 0)) {
            throw new UnwritableValueException("the time is beyond what such a column can hold");
        }
        StringBuilder text = new StringBuilder(18).append(nanos < 0 ? "-" : "");
        twoDigits(text, seconds / 3_600).append(':');
        twoDigits(text, seconds / 60 % 60).append(':');
        twoDigits(text, seconds % 60);
        return appendFraction(text, fraction, digits).toString();
    }

    private static long nanos(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || Integer.parseInt(time.group(3)) > 59 || Integer.parseInt(time.group(4)) > 59) {
            throw new UnwritableValueException("the text is no time of the form HH:mm:ss");
        }
        String fraction = time.group(5) == null ? "" : time.group(5);
        long seconds = Integer.parseInt(time.group(2)) * 3_600L
                + Integer.parseInt(time.group(3)) * 60L
                + Integer.parseInt(time.group(4));
        long nanos = seconds * NANOS + Long.parseLong(fraction + "0".repeat(9 - fraction.length()));
        return time.group(1).isEmpty() ? nanos : -nanos;
    }

    private static StringBuilder twoDigits(StringBuilder text, long number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }

    private static StringBuilder appendFraction(StringBuilder text, int nanos, int digits) {
        if (nanos == 0) {
            return text;
        }
        String all = String.valueOf(NANOS + nanos).substring(1).replaceAll("0+$", "");
        if (all.length() > digits) {
            throw new UnwritableValueException("the value has more than the column's " + digits
                    + " digits of a second, which would be cut off. Cut it upstream, or widen the column");
        }
        return text.append('.').append(all);
    }

    private static void requireYear(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
            throw new UnwritableValueException("the year is not between 1 and 9999, which is all such a column holds");
        }
    }
}
