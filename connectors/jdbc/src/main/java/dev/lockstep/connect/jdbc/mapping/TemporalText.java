/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Dates and times in the form PostgreSQL prints them: years of at least four digits, {@code BC} for years before 1,
 * {@code infinity}, {@code 24:00:00}. Timestamps are the digits at UTC; {@code +00} follows where a zone belongs.
 */
final class TemporalText {
    private static final String PLUS_INFINITY = "infinity";
    private static final String MINUS_INFINITY = "-infinity";

    // The driver's stand-ins for infinite timestamps, milliseconds or microseconds alike
    // (org.postgresql.PGStatement.DATE_POSITIVE_INFINITY and DATE_NEGATIVE_INFINITY).
    private static final long PLUS_INFINITY_COUNT = 9223372036825200000L;
    private static final long MINUS_INFINITY_COUNT = -9223372036832400000L;

    // Debezium's stand-ins for infinite dates, all far outside of PostgreSQL's range. The positive one had a wrong
    // sign for a long time, which put it one day before the negative one.
    private static final long PLUS_INFINITY_DAY = LocalDate.of(5877611, 6, 21).toEpochDay();
    private static final long OLD_PLUS_INFINITY_DAY =
            LocalDate.of(-5877611, 6, 21).toEpochDay();
    private static final long MINUS_INFINITY_DAY = LocalDate.of(-5877611, 6, 22).toEpochDay();

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private TemporalText() {}

    static String date(long epochDay) {
        if (epochDay == PLUS_INFINITY_DAY || epochDay == OLD_PLUS_INFINITY_DAY || epochDay == Integer.MAX_VALUE) {
            return PLUS_INFINITY;
        }
        if (epochDay == MINUS_INFINITY_DAY || epochDay == Integer.MIN_VALUE) {
            return MINUS_INFINITY;
        }
        StringBuilder text = new StringBuilder(13);
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        appendDate(text, date);
        return appendEra(text, date).toString();
    }

    /** @param perSecond units in a second: 1,000, 1,000,000 or 1,000,000,000 */
    static String time(long count, int perSecond) {
        int nanosPerUnit = 1_000_000_000 / perSecond;
        if (count < 0 || count > NANOS_PER_DAY / nanosPerUnit) {
            throw new UnwritableValueException("the time is not between 00:00 and 24:00");
        }
        if (count == NANOS_PER_DAY / nanosPerUnit) {
            return "24:00:00"; // a value of its own, not the next day's midnight
        }
        StringBuilder text = new StringBuilder(15);
        appendTime(text, LocalTime.ofNanoOfDay(count * nanosPerUnit));
        return text.toString();
    }

    /** @param perSecond units in a second: 1,000, 1,000,000 or 1,000,000,000 */
    static String timestamp(long count, int perSecond, String zone) {
        if (count == PLUS_INFINITY_COUNT || count == Long.MAX_VALUE) {
            return PLUS_INFINITY;
        }
        if (count == MINUS_INFINITY_COUNT || count == Long.MIN_VALUE) {
            return MINUS_INFINITY;
        }
        int nanos = (int) Math.floorMod(count, (long) perSecond) * (1_000_000_000 / perSecond);
        return timestamp(LocalDateTime.ofEpochSecond(Math.floorDiv(count, perSecond), nanos, ZoneOffset.UTC), zone);
    }

    /** @param text ISO 8601 with an offset, or an infinity */
    static String zonedTimestamp(String text, String zone) {
        if (text.equals(PLUS_INFINITY) || text.equals(MINUS_INFINITY)) {
            return text;
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            // The cause would quote the value.
            throw new UnwritableValueException("the text is not an ISO 8601 timestamp with an offset");
        }
        if (instant.equals(Instant.ofEpochMilli(PLUS_INFINITY_COUNT))) {
            return PLUS_INFINITY;
        }
        if (instant.equals(Instant.ofEpochMilli(MINUS_INFINITY_COUNT))) {
            return MINUS_INFINITY;
        }
        return timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), zone);
    }

    private static String timestamp(LocalDateTime timestamp, String zone) {
        StringBuilder text = new StringBuilder(32);
        appendDate(text, timestamp.toLocalDate());
        appendTime(text.append(' '), timestamp.toLocalTime());
        return appendEra(text.append(zone), timestamp.toLocalDate()).toString();
    }

    private static void appendDate(StringBuilder text, LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        for (int digits = String.valueOf(year).length(); digits < 4; digits++) {
            text.append('0');
        }
        text.append(year);
        appendTwoDigits(text.append('-'), date.getMonthValue());
        appendTwoDigits(text.append('-'), date.getDayOfMonth());
    }

    private static StringBuilder appendEra(StringBuilder text, LocalDate date) {
        return date.getYear() > 0 ? text : text.append(" BC");
    }

    private static void appendTime(StringBuilder text, LocalTime time) {
        appendTwoDigits(text, time.getHour());
        appendTwoDigits(text.append(':'), time.getMinute());
        appendTwoDigits(text.append(':'), time.getSecond());
        int nanos = time.getNano();
        if (nanos % 1_000 != 0) {
            throw new UnwritableValueException(
                    "the time is finer than microseconds, which is all PostgreSQL keeps. Cut it upstream");
        }
        if (nanos != 0) {
            String micros = String.valueOf(1_000_000 + nanos / 1_000);
            int end = micros.length();
            while (micros.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(micros, 1, end);
        }
    }

    private static void appendTwoDigits(StringBuilder text, int number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }
}
