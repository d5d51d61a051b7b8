/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import org.apache.kafka.connect.errors.DataException;

/** What expressions do with decimals: exact, but that a quotient is rounded half up to 38 digits. */
final class Decimals {
    static final CelType TYPE = OpaqueType.create("decimal");

    /** The function that makes a decimal of a text or a number. */
    static final String MAKE = "decimal";

    /** The function that rounds a decimal half up to digits after the point. */
    static final String ROUND = "round";

    private static final int MAX_TEXT = 1_000;
    private static final MathContext QUOTIENT = new MathContext(38, RoundingMode.HALF_UP);

    private static final Map<String, BinaryOperator<BigDecimal>> SUMS = Map.of(
            "_+_", BigDecimal::add,
            "_-_", BigDecimal::subtract,
            "_*_", BigDecimal::multiply,
            "_/_", Decimals::quotient);

    private static final Map<String, IntPredicate> COMPARISONS = Map.of(
            "_<_", order -> order < 0,
            "_<=_", order -> order <= 0,
            "_>_", order -> order > 0,
            "_>=_", order -> order >= 0);

    private Decimals() {}

    static void addTo(FunctionTable functions) {
        SUMS.forEach((name, sum) -> {
            for (CelType other : List.of(TYPE, SimpleType.INT)) {
                functions.add(name, TYPE, TYPE, other, (left, right) -> sum(sum, left, right));
            }
            functions.add(name, TYPE, SimpleType.INT, TYPE, (left, right) -> sum(sum, left, right));
        });
        COMPARISONS.forEach((name, holds) -> {
            for (CelType other : List.of(TYPE, SimpleType.INT, SimpleType.DOUBLE)) {
                functions.add(name, SimpleType.BOOL, TYPE, other, (left, right) -> holds.test(compare(left, right)));
            }
            for (CelType other : List.of(SimpleType.INT, SimpleType.DOUBLE)) {
                functions.add(name, SimpleType.BOOL, other, TYPE, (left, right) -> holds.test(compare(left, right)));
            }
        });
        functions.add(
                "-_",
                TYPE,
                TYPE,
                value -> new ExactDecimal(((ExactDecimal) value).number().negate()));
        functions.add("-_", SimpleType.INT, SimpleType.INT, value -> negated((Long) value));
        functions.add("-_", SimpleType.DOUBLE, SimpleType.DOUBLE, value -> -(Double) value);
        functions.add(MAKE, TYPE, SimpleType.STRING, value -> parse((String) value));
        for (CelType from : List.of(SimpleType.INT, SimpleType.DOUBLE, TYPE)) {
            functions.add(MAKE, TYPE, from, Decimals::of);
        }
        functions.add(ROUND, TYPE, TYPE, SimpleType.INT, (value, digits) -> round((ExactDecimal) value, (Long) digits));
    }

    private static long negated(long number) {
        if (number == Long.MIN_VALUE) {
            throw new DataException("a number is beyond the 64 bits of int");
        }
        return -number;
    }

    /** A number of any class as a decimal. */
    static ExactDecimal of(Object number) {
        if (number instanceof ExactDecimal decimal) {
            return decimal;
        }
        return number instanceof Double floating ? ExactDecimal.of(floating) : ExactDecimal.of((Long) number);
    }

    private static int compare(Object left, Object right) {
        return of(left).compareTo(of(right));
    }

    private static ExactDecimal sum(BinaryOperator<BigDecimal> sum, Object left, Object right) {
        return new ExactDecimal(sum.apply(of(left).number(), of(right).number()));
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new DataException("a decimal is divided by zero. Write x == 0 ? … : y / x");
        }
        return dividend.divide(divisor, QUOTIENT);
    }

    private static ExactDecimal round(ExactDecimal value, long digits) {
        if (digits < 0 || digits > MAX_TEXT) {
            throw new DataException(
                    "expected 0 to " + MAX_TEXT + " digits after the point to round to, found " + digits);
        }
        return new ExactDecimal(value.number().setScale((int) digits, RoundingMode.HALF_UP));
    }

    private static ExactDecimal parse(String text) {
        try {
            if (text.length() <= MAX_TEXT) {
                return new ExactDecimal(new BigDecimal(text.strip()));
            }
        } catch (NumberFormatException e) {
            // Said below, without what the text holds.
        }
        throw new DataException("expected the text of a decimal such as '1.50', found a text of " + text.length()
                + " characters that is none");
    }
}
