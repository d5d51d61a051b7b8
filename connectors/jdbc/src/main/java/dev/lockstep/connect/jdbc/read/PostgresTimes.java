/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Times from the bytes of PostgreSQL's ISO text forms at UTC (of days and times of day from the binary ones too), as the counts and texts of change capture. Dates are those of
 * the proleptic Gregorian calendar.
 *
 * <p>Infinities become what change capture makes of them while it streams (its snapshot has other numbers for dates).
 */
final class PostgresTimes {
    private static final int PLUS_INFINITE_DAY = 2_146_033_979;
    private static final int MINUS_INFINITE_DAY = -2_147_472_691;
    private static final long PLUS_INFINITE_MILLI = 9_223_372_036_825_200_000L;
    private static final long MINUS_INFINITE_MILLI = -9_223_372_036_832_400_000L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int FRACTION_DIGITS = 6;
    private static final int YEAR_DIGITS = 4;
    private static final int DAYS_FROM_YEAR_0_TO_1970 = 719_468;
    private static final int DAYS_PER_ERA = 146_097;

    static final String INFINITY = "infinity";

    private PostgresTimes() {}

    static int day(byte[] bytes) {
        if (PostgresBinaries.isDay(bytes)) {
            return PostgresBinaries.day(bytes);
        }
        if (isInfinite(bytes)) {
            return infiniteDay(bytes[0] == '-');
        }
        Cursor in = new Cursor(bytes);
        long day = in.day();
        in.beforeChrist();
        in.expectEnd();
        return Math.toIntExact(day);
    }

    static long micros(byte[] bytes) {
        if (isInfinite(bytes)) {
            return bytes[0] == '-' ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        Cursor in = new Cursor(bytes);
        long day = in.day();
        in.expect(' ');
        long time = in.timeOfDay();
        in.beforeChrist();
        in.expectEnd();
        try {
            return Math.addExact(Math.multiplyExact(day, MICROS_PER_DAY), time);
        } catch (ArithmeticException e) {
            throw tooFar();
        }
    }

    static int infiniteDay(boolean negative) {
        return negative ? MINUS_INFINITE_DAY : PLUS_INFINITE_DAY;
    }

    static long infiniteMilli(boolean negative) {
        return negative ? MINUS_INFINITE_MILLI : PLUS_INFINITE_MILLI;
    }

    static UnfitValueException tooFar() {
        return new UnfitValueException("a time so far from 1970 that 64 bits do not count the microseconds");
    }

    static long millis(byte[] bytes) {
        if (isInfinite(bytes)) {
            return infiniteMilli(bytes[0] == '-');
        }
        return Math.floorDiv(micros(bytes), MICROS_PER_MILLI);
    }

    static long microsOfDay(byte[] bytes) {
        if (PostgresBinaries.isTime(bytes)) {
            return PostgresBinaries.microsOfDay(bytes);
        }
        Cursor in = new Cursor(bytes);
        long time = in.timeOfDay();
        in.expectEnd();
        return time;
    }

    static int millisOfDay(byte[] bytes) {
        return (int) (microsOfDay(bytes) / MICROS_PER_MILLI);
    }

    /** @param digits of the fraction; 0 for none */
    static String instant(byte[] bytes, int digits) {
        if (isInfinite(bytes)) {
            return bytes[0] == '-' ? "-infinity" : INFINITY;
        }
        Cursor in = new Cursor(bytes);
        in.seek(' ');
        int dateEnd = in.at;
        in.expect(' ');
        in.timeOfDay();
        int timeEnd = in.at;
        in.expectUtc();
        boolean beforeChrist = in.beforeChrist();
        in.expectEnd();
        int yearEnd = dateEnd - "-MM-DD".length();
        if (bytes[yearEnd] != '-' || bytes[yearEnd + "-MM".length()] != '-') {
            throw new IllegalArgumentException("the session does not write dates in ISO 8601 style");
        }
        byte[] year = beforeChrist || yearEnd != YEAR_DIGITS ? year(Arrays.copyOf(bytes, yearEnd), beforeChrist) : null;
        int yearLength = year == null ? yearEnd : year.length;
        int seconds = "-MM-DDThh:mm:ss".length();
        byte[] text = new byte[yearLength + seconds + (digits > 0 ? digits + 1 : 0) + 1];
        System.arraycopy(year == null ? bytes : year, 0, text, 0, yearLength);
        System.arraycopy(bytes, yearEnd, text, yearLength, seconds);
        text[yearLength + "-MM-DD".length()] = 'T';
        fraction(bytes, yearEnd + seconds, timeEnd, text, yearLength + seconds);
        text[text.length - 1] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void fraction(byte[] bytes, int from, int to, byte[] text, int at) {
        int end = text.length - 1;
        if (to - from > end - at) {
            throw new IllegalArgumentException("more digits than the type has");
        }
        System.arraycopy(bytes, from, text, at, to - from);
        for (int zero = at + to - from; zero < end; zero++) {
            text[zero] = (byte) (zero == at ? '.' : '0');
        }
    }

    /** ISO 8601 has no era: the year before 1 is 0, then come negative ones; longer ones have a sign. */
    private static byte[] year(byte[] written, boolean beforeChrist) {
        int year = Integer.parseInt(new String(written, StandardCharsets.ISO_8859_1));
        int signed = beforeChrist ? 1 - year : year;
        String digits = Integer.toString(Math.abs(signed));
        String sign = signed < 0 ? "-" : digits.length() > YEAR_DIGITS ? "+" : "";
        return (sign + "0".repeat(Math.max(0, YEAR_DIGITS - digits.length())) + digits)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As {@link #instant}, of a day and the microseconds in it. */
    static String written(long day, long micros, int digits) {
        // Eras of 400 years that begin in March.
        long shifted = day + DAYS_FROM_YEAR_0_TO_1970;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * dayOfYear + 2) / 153;
        int year = (int) (era * 400) + yearOfEra + (month >= 10 ? 1 : 0);
        byte[] years = year >= 0 && year <= 9_999
                ? null
                : year(Integer.toString(year > 0 ? year : 1 - year).getBytes(StandardCharsets.ISO_8859_1), year <= 0);
        int at = years == null ? YEAR_DIGITS : years.length;
        byte[] text = new byte[at + "-MM-DDThh:mm:ss".length() + (digits > 0 ? digits + 1 : 0) + 1];
        if (years == null) {
            two(text, 0, year / 100);
            two(text, 2, year % 100);
        } else {
            System.arraycopy(years, 0, text, 0, at);
        }
        int seconds = (int) (micros / MICROS_PER_SECOND);
        part(text, at, '-', month < 10 ? month + 3 : month - 9);
        part(text, at + 3, '-', dayOfYear - (153 * month + 2) / 5 + 1);
        part(text, at + 6, 'T', seconds / 3_600);
        part(text, at + 9, ':', seconds / 60 % 60);
        part(text, at + 12, ':', seconds % 60);
        int fraction = (int) (micros % MICROS_PER_SECOND);
        for (int place = FRACTION_DIGITS; place > 0 && digits > 0; place--, fraction /= 10) {
            if (place <= digits) {
                text[at + 15 + place] = (byte) ('0' + fraction % 10);
            }
        }
        if (digits > 0) {
            text[at + 15] = '.';
        }
        text[text.length - 1] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void part(byte[] text, int at, char separator, int number) {
        text[at] = (byte) separator;
        two(text, at + 1, number);
    }

    private static void two(byte[] text, int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }

    /** At UTC, with the digits that its fraction needs; of the day's last instant, as it is only there at UTC. */
    static String timeWithZone(byte[] bytes) {
        if (PostgresBinaries.isTime(bytes)) {
            return timeWithZone(PostgresBinaries.microsOfDay(bytes), -PostgresBinaries.secondsWest(bytes));
        }
        Cursor in = new Cursor(bytes);
        long time = in.timeOfDay();
        long offset = in.offset();
        in.expectEnd();
        return timeWithZone(time, offset);
    }

    private static String timeWithZone(long time, long offset) {
        if (offset == 0 && time == MICROS_PER_DAY) {
            return "24:00:00Z";
        }
        return time(Math.floorMod(time - offset * MICROS_PER_SECOND, MICROS_PER_DAY)) + "Z";
    }

    private static String time(long micros) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(micros * MICROS_PER_MILLI));
    }

    static boolean isInfinite(byte[] bytes) {
        return bytes[bytes.length - 1] == 'y';
    }

    /** From left to right. Its exceptions tell nothing of the text. */
    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        void seek(char end) {
            while (bytes[at] != end) {
                at++;
            }
        }

        void expect(char expected) {
            if (bytes[at++] != expected) {
                throw new IllegalArgumentException("another separator");
            }
        }

        void expectEnd() {
            if (at != bytes.length) {
                throw new IllegalArgumentException("text is left over");
            }
        }

        void expectUtc() {
            if (offset() != 0) {
                throw new IllegalArgumentException("the session is not at UTC");
            }
        }

        boolean beforeChrist() {
            if (at < bytes.length) {
                expect(' ');
                expect('B');
                expect('C');
                return true;
            }
            return false;
        }

        private int digit() {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("no digit");
            }
            at++;
            return digit;
        }

        private int two() {
            return digit() * 10 + digit();
        }

        /** The date here, in the era that the end of the whole text names. */
        long day() {
            int year = 0;
            while (bytes[at] != '-') {
                year = year * 10 + digit();
            }
            expect('-');
            int month = two();
            expect('-');
            int day = two();
            return epochDay(bytes[bytes.length - 1] == 'C' ? 1 - year : year, month, day);
        }

        long timeOfDay() {
            int seconds = two() * 3_600;
            expect(':');
            seconds += two() * 60;
            expect(':');
            seconds += two();
            long micros = 0;
            if (at < bytes.length && bytes[at] == '.') {
                at++;
                int digits = 0;
                while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
                    micros = micros * 10 + digit();
                    digits++;
                }
                for (; digits < FRACTION_DIGITS; digits++) {
                    micros *= 10;
                }
            }
            return seconds * MICROS_PER_SECOND + micros;
        }

        /** In seconds: hours, and minutes and seconds where they are not zero. */
        long offset() {
            boolean west = bytes[at] == '-';
            if (!west && bytes[at] != '+') {
                throw new IllegalArgumentException("no offset");
            }
            at++;
            long offset = two() * 3_600L;
            for (int unit = 60; at < bytes.length && bytes[at] == ':'; unit = 1) {
                at++;
                offset += two() * (long) unit;
            }
            return west ? -offset : offset;
        }
    }

    /** Of the proleptic Gregorian calendar: eras of 400 years that begin in March. */
    static long epochDay(long year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            throw new IllegalArgumentException("no date");
        }
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * DAYS_PER_ERA
                + yearOfEra * 365
                + yearOfEra / 4
                - yearOfEra / 100
                + dayOfYear
                - DAYS_FROM_YEAR_0_TO_1970;
    }
}
