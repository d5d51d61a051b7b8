/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.errors.DataException;

/** Numbers within the bounds of their types. */
final class NumberForms {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final int MAX_LONG_DIGITS = 19;

    private NumberForms() {}

    static BigDecimal finite(CanonicalValue value) {
        if (value instanceof CanonicalValue.Numeric number) {
            return number.value();
        }
        throw Refusal.of(
                "a finite number",
                Refusal.found(value),
                "Only float32, float64 and texts can hold it; null-if and map(…) work on its text");
    }

    static long whole(CanonicalValue value, long min, long max) {
        BigDecimal number = finite(value);
        String expected = "a whole number from " + min + " to " + max;
        // Before anything is computed with it: an exponent may be large.
        if ((long) number.precision() - number.scale() > MAX_LONG_DIGITS) {
            throw Refusal.of(expected, "a number beyond it", "Take a wider type, such as decimal(38,0)");
        }
        BigDecimal rest = number.scale() <= 0 ? BigDecimal.ZERO : number.remainder(BigDecimal.ONE);
        if (rest.signum() != 0) {
            throw Refusal.of(
                    expected,
                    "a number with digits after the point",
                    "Round it first, with round(0), or keep them with to(decimal(38,10))");
        }
        BigInteger integer = number.toBigInteger();
        boolean fits = integer.bitLength() < Long.SIZE || integer.equals(LONG_MIN);
        if (!fits || integer.longValue() < min || integer.longValue() > max) {
            throw Refusal.of(expected, "a number beyond it", "Take a wider type, such as int64 or decimal(38,0)");
        }
        return integer.longValue();
    }

    static BigDecimal decimal(CanonicalValue value, int precision, int scale) {
        BigDecimal number = finite(value);
        String expected = "a number with at most " + (precision - scale) + " digit(s) before the point and " + scale
                + " after it";
        if (number.signum() != 0 && (long) number.precision() - number.scale() > precision - scale) {
            throw Refusal.of(expected, "a larger one", "Take a wider type, such as decimal(38," + scale + ")");
        }
        try {
            return number.signum() == 0 ? BigDecimal.ZERO.setScale(scale) : number.setScale(scale);
        } catch (ArithmeticException e) {
            throw Refusal.of(
                    expected,
                    "one with more digits after the point",
                    "Round it first, with round(" + scale + "), or take a type with a larger scale");
        }
    }

    static Object float32(CanonicalValue value) {
        if (value instanceof CanonicalValue.NotFinite special) {
            return (float) notFinite(special);
        }
        BigDecimal number = finite(value);
        float near = number.floatValue();
        if (Float.isInfinite(near) || !isSame(number, new BigDecimal(near), shortestOf(near))) {
            throw imprecise("float32", 7);
        }
        return near;
    }

    static Object float64(CanonicalValue value) {
        if (value instanceof CanonicalValue.NotFinite special) {
            return notFinite(special);
        }
        BigDecimal number = finite(value);
        double near = number.doubleValue();
        if (Double.isInfinite(near) || !isSame(number, new BigDecimal(near), Decimals.shortest(near))) {
            throw imprecise("float64", 15);
        }
        return near;
    }

    /** What a row without schema holds for a float32: the double with the same shortest text. */
    static Object shortest(float value) {
        return Float.isFinite(value) ? shortestOf(value).doubleValue() : (double) value;
    }

    private static BigDecimal shortestOf(float value) {
        return Decimals.shortest(value);
    }

    /** It is what reads back: exactly, or as the shortest number that stands for the nearest one. */
    private static boolean isSame(BigDecimal number, BigDecimal exact, BigDecimal shortest) {
        return number.compareTo(shortest) == 0 || number.compareTo(exact) == 0;
    }

    private static double notFinite(CanonicalValue.NotFinite value) {
        return switch (value) {
            case NAN -> Double.NaN;
            case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
            case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
        };
    }

    private static DataException imprecise(String type, int digits) {
        return Refusal.of(
                "a number that " + type + " can give back as it is (about " + digits + " digits)",
                "one with more digits or beyond its range",
                "Round it first, with round(…), or take a decimal type");
    }
}
