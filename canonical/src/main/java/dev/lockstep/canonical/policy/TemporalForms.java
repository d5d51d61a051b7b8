/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.IsoText;
import dev.lockstep.canonical.value.TemporalText;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Other forms of dates, times and intervals. What is not one of them is returned as it came. */
final class TemporalForms {
    private static final long SECONDS_PER_DAY = 86_400;

    /** A twelfth of 365.25 days. */
    private static final long SECONDS_PER_MONTH = 2_629_800;

    private TemporalForms() {}

    /** A timestamp only at midnight: one with a time of day is no date. */
    static CanonicalValue date(CanonicalValue value) {
        if (value instanceof CanonicalValue.Timestamp timestamp) {
            boolean midnight = timestamp.nanos() == 0 && Math.floorMod(timestamp.epochSecond(), SECONDS_PER_DAY) == 0;
            return midnight ? new CanonicalValue.Date(Math.floorDiv(timestamp.epochSecond(), SECONDS_PER_DAY)) : value;
        }
        if (value instanceof CanonicalValue.InfiniteTimestamp infinite) {
            return new CanonicalValue.InfiniteDate(infinite.positive());
        }
        if (value instanceof CanonicalValue.Text text) {
            return isInfinity(text)
                    ? new CanonicalValue.InfiniteDate(text.value().charAt(0) != '-')
                    : new CanonicalValue.Date(TemporalText.date(text.value()));
        }
        return value;
    }

    static CanonicalValue timestamp(CanonicalValue value) {
        if (value instanceof CanonicalValue.Date date) {
            return new CanonicalValue.Timestamp(Math.multiplyExact(date.epochDay(), SECONDS_PER_DAY), 0);
        }
        if (value instanceof CanonicalValue.InfiniteDate infinite) {
            return new CanonicalValue.InfiniteTimestamp(infinite.positive());
        }
        if (value instanceof CanonicalValue.Text text) {
            return isInfinity(text)
                    ? new CanonicalValue.InfiniteTimestamp(text.value().charAt(0) != '-')
                    : TemporalText.timestamp(text.value());
        }
        return value;
    }

    /** A number of units of 10<sup>-digits</sup> seconds. */
    static CanonicalValue timestampOf(CanonicalValue value, int digits) {
        if (!(value instanceof CanonicalValue.Numeric number)) {
            return timestamp(value);
        }
        BigInteger nanos = nanos(number, digits);
        BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(IsoText.NANOS_PER_SECOND));
        long seconds = parts[0].longValueExact();
        int rest = parts[1].intValueExact();
        return rest < 0
                ? new CanonicalValue.Timestamp(seconds - 1, rest + (int) IsoText.NANOS_PER_SECOND)
                : new CanonicalValue.Timestamp(seconds, rest);
    }

    static CanonicalValue time(CanonicalValue value) {
        return value instanceof CanonicalValue.Text text
                ? new CanonicalValue.Time(TemporalText.time(text.value()))
                : value;
    }

    static CanonicalValue timeOf(CanonicalValue value, int digits) {
        return value instanceof CanonicalValue.Numeric number
                ? new CanonicalValue.Time(nanos(number, digits).longValueExact())
                : time(value);
    }

    static CanonicalValue interval(CanonicalValue value) {
        if (!(value instanceof CanonicalValue.Text text)) {
            return value;
        }
        IsoText iso = new IsoText(text.value());
        CanonicalValue interval = iso.interval();
        iso.expectEnd();
        return interval;
    }

    /** Whole microseconds, as Debezium counts them. */
    static CanonicalValue duration(CanonicalValue value) {
        if (!(interval(value) instanceof CanonicalValue.Interval interval)) {
            return value;
        }
        BigInteger seconds = BigInteger.valueOf(interval.months())
                .multiply(BigInteger.valueOf(SECONDS_PER_MONTH))
                .add(BigInteger.valueOf(interval.days()).multiply(BigInteger.valueOf(SECONDS_PER_DAY)));
        BigInteger micros = seconds.multiply(BigInteger.valueOf(1_000_000))
                .add(interval.nanos().divide(BigInteger.valueOf(1_000)));
        return new CanonicalValue.Interval(0, 0, micros.multiply(BigInteger.valueOf(1_000)));
    }

    private static boolean isInfinity(CanonicalValue.Text text) {
        return text.value().equals("infinity") || text.value().equals("-infinity");
    }

    private static BigInteger nanos(CanonicalValue.Numeric number, int digits) {
        BigDecimal value = number.value();
        if (value.scale() < -100) {
            throw new ArithmeticException("no time is that far away");
        }
        return value.movePointRight(9 - digits).toBigIntegerExact();
    }
}
