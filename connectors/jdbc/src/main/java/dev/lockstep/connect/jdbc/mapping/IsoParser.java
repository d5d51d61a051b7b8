/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/**
 * Reads the plainest ISO 8601 texts without making an object, and says of all others that it does not know. Years are
 * those from 0001 to 9999, seconds those of a minute of sixty, fractions of at most six digits.
 */
final class IsoParser {
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_LENGTH = 19;
    private static final int MOST_FRACTION = 6;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private IsoParser() {}

    /** @return the epoch day of {@code yyyy-MM-dd} */
    static long date(String text) {
        return text.length() == DATE_LENGTH ? datePart(text) : UNKNOWN;
    }

    /** @return microseconds since 1970 of {@code yyyy-MM-dd'T'HH:mm:ss[.f]}, with a blank in place of the T or not */
    static long localTimestamp(String text) {
        return timestamp(text, text.length());
    }

    /** @return microseconds since 1970 at UTC, of the same with {@code Z} or {@code +HH:mm} behind it */
    static long zonedTimestamp(String text) {
        int length = text.length();
        if (length <= SECONDS_LENGTH) {
            return UNKNOWN;
        }
        if (text.charAt(length - 1) == 'Z') {
            return timestamp(text, length - 1);
        }
        int sign = length - 6;
        if (sign < SECONDS_LENGTH || text.charAt(sign + 3) != ':') {
            return UNKNOWN;
        }
        char direction = text.charAt(sign);
        int hours = twoDigits(text, sign + 1);
        int minutes = twoDigits(text, sign + 4);
        long local = timestamp(text, sign);
        if ((direction != '+' && direction != '-')
                || hours < 0
                || hours > 14
                || minutes < 0
                || minutes > 59
                || local == UNKNOWN) {
            return UNKNOWN;
        }
        long offset = (hours * 60L + minutes) * 60 * MICROS_PER_SECOND;
        return direction == '+' ? local - offset : local + offset;
    }

    private static long timestamp(String text, int end) {
        if (end < SECONDS_LENGTH || (text.charAt(DATE_LENGTH) != 'T' && text.charAt(DATE_LENGTH) != ' ')) {
            return UNKNOWN;
        }
        long day = datePart(text);
        int hours = twoDigits(text, 11);
        int minutes = twoDigits(text, 14);
        int seconds = twoDigits(text, 17);
        boolean known = day != UNKNOWN
                && hours >= 0
                && hours < 24
                && minutes >= 0
                && minutes < 60
                && seconds >= 0
                && seconds < 60
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
        int micros = known ? fraction(text, end) : -1;
        return micros < 0
                ? UNKNOWN
                : (day * SECONDS_PER_DAY + hours * 3_600L + minutes * 60L + seconds) * MICROS_PER_SECOND + micros;
    }

    private static int fraction(String text, int end) {
        int digits = end - SECONDS_LENGTH - 1;
        if (digits < 0) {
            return 0;
        }
        if (digits == 0 || digits > MOST_FRACTION || text.charAt(SECONDS_LENGTH) != '.') {
            return -1;
        }
        int micros = 0;
        for (int i = 0; i < MOST_FRACTION; i++) {
            int digit = i < digits ? text.charAt(SECONDS_LENGTH + 1 + i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            micros = micros * 10 + digit;
        }
        return micros;
    }

    private static long datePart(String text) {
        int century = twoDigits(text, 0);
        int yearOfCentury = twoDigits(text, 2);
        int month = twoDigits(text, 5);
        int day = twoDigits(text, 8);
        if (century < 0
                || yearOfCentury < 0
                || month < 1
                || month > 12
                || day < 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-') {
            return UNKNOWN;
        }
        int year = century * 100 + yearOfCentury;
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (year == 0 || day > DAYS[month - 1] + (leap && month == 2 ? 1 : 0)) {
            return UNKNOWN;
        }
        return epochDay(year, month, day);
    }

    // Days of the proleptic Gregorian calendar, in years that begin in March, so that a leap day is the last one.
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int monthFromMarch = (month + 9) % 12;
        long days = 365L * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400;
        return days + (monthFromMarch * 306 + 5) / 10 + day - 1 - 719_468;
    }

    private static int twoDigits(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
