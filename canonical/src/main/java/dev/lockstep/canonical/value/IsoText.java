/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Reads dates, times and intervals in ISO 8601 form from left to right, as PostgreSQL, MySQL and Debezium write them:
 * years of any length, 24:00, one to nine digits of fraction. Owned by one call.
 */
public final class IsoText {
    public static final long NANOS_PER_SECOND = 1_000_000_000L;
    public static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

    private static final int MAX_NUMBER_DIGITS = 9;

    private final String text;
    private int at;

    public IsoText(String text) {
        this.text = text;
    }

    public boolean atEnd() {
        return at == text.length();
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw malformed("text is left over");
        }
    }

    public boolean accept(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** {@code [±]yyyy-mm-dd} as days since 1970-01-01. */
    public long date() {
        boolean negative = accept('-');
        if (!negative) {
            accept('+');
        }
        int year = number(4, MAX_NUMBER_DIGITS);
        expect('-');
        int month = number(2, 2);
        expect('-');
        int day = number(2, 2);
        if (month == 0 || day == 0) {
            throw new MalformedValueException("a date with a month or day of zero, which is no date; the rule"
                    + " zero-date(null) or zero-date(text) says what it is equal to");
        }
        return LocalDate.of(negative ? -year : year, month, day).toEpochDay();
    }

    /** {@code [±]hh:mm[:ss[.f]]} as nanoseconds since midnight; hours beyond 24 only where {@code anyHour}. */
    public long time(boolean anyHour) {
        boolean negative = anyHour && accept('-');
        int hour = number(2, anyHour ? 3 : 2);
        expect(':');
        int minute = number(2, 2);
        long nanos = 0;
        int second = 0;
        if (accept(':')) {
            second = number(2, 2);
            nanos = accept('.') ? fraction() : 0;
        }
        nanos += (hour * 3600L + minute * 60L + second) * NANOS_PER_SECOND;
        if (minute > 59 || second > 59 || (!anyHour && nanos > NANOS_PER_DAY)) {
            throw malformed("a time outside the day");
        }
        return negative ? -nanos : nanos;
    }

    /** {@code Z} or {@code ±hh[[:]mm[:ss]]} as seconds east of UTC. */
    public int offset() {
        if (accept('Z')) {
            return 0;
        }
        boolean negative = accept('-');
        if (!negative) {
            expect('+');
        }
        int seconds = number(2, 2) * 3600;
        if (accept(':') || !atEnd()) {
            int minutes = number(2, 2);
            int rest = accept(':') ? number(2, 2) : 0;
            if (minutes > 59 || rest > 59) {
                throw malformed("an offset with too many minutes or seconds");
            }
            seconds += minutes * 60 + rest;
        }
        return ZoneOffset.ofTotalSeconds(negative ? -seconds : seconds).getTotalSeconds();
    }

    /** {@code [-]P[nY][nM][nW][nD][T[nH][nM][n.nS]]}, each number with a sign of its own. */
    public CanonicalValue.Interval interval() {
        boolean negative = accept('-');
        expect('P');
        long months = 0;
        long days = 0;
        BigDecimal seconds = BigDecimal.ZERO;
        boolean time = false;
        if (atEnd()) {
            throw malformed("it ends early");
        }
        while (!atEnd()) {
            time |= accept('T');
            BigDecimal number = decimal();
            char unit = next();
            if (unit != 'M' && "HS".indexOf(unit) >= 0 != time) {
                throw malformed("a unit on the wrong side of the T");
            }
            switch (unit) {
                case 'Y' -> months = Math.addExact(months, Math.multiplyExact(number.longValueExact(), 12));
                case 'W' -> days = Math.addExact(days, Math.multiplyExact(number.longValueExact(), 7));
                case 'D' -> days = Math.addExact(days, number.longValueExact());
                case 'H' -> seconds = seconds.add(number.multiply(BigDecimal.valueOf(3600)));
                case 'S' -> seconds = seconds.add(number);
                case 'M' -> {
                    if (time) {
                        seconds = seconds.add(number.multiply(BigDecimal.valueOf(60)));
                    } else {
                        months = Math.addExact(months, number.longValueExact());
                    }
                }
                default -> throw malformed("no such unit");
            }
        }
        BigInteger nanos = seconds.movePointRight(9).toBigIntegerExact();
        return negative
                ? new CanonicalValue.Interval(-months, -days, nanos.negate())
                : new CanonicalValue.Interval(months, days, nanos);
    }

    private BigDecimal decimal() {
        int from = at;
        while (at < text.length() && "+-.0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(from, at));
        } catch (NumberFormatException e) {
            throw malformed("expected a number");
        }
    }

    private long fraction() {
        int from = at;
        long nanos = number(1, MAX_NUMBER_DIGITS);
        for (int digits = at - from; digits < MAX_NUMBER_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int number(int minDigits, int maxDigits) {
        int from = at;
        int number = 0;
        while (at < text.length() && at - from < maxDigits) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
            at++;
        }
        if (at - from < minDigits) {
            throw malformed("expected a digit");
        }
        return number;
    }

    private void expect(char expected) {
        if (!accept(expected)) {
            throw malformed("expected '" + expected + "'");
        }
    }

    private char next() {
        if (atEnd()) {
            throw malformed("it ends early");
        }
        return text.charAt(at++);
    }

    private MalformedValueException malformed(String what) {
        return new MalformedValueException(
                "not a date, time or interval in ISO form: " + what + ", at character " + at);
    }
}
