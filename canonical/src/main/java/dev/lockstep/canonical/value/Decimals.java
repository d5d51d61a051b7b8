/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Between binary fractions and decimal numbers. */
public final class Decimals {
    /** Every decimal of so many digits survives the way through binary64 (IEEE 754, normal range). */
    private static final int SAFE_DIGITS = 15;

    private static final int MAX_FLOAT_DIGITS = 9;
    private static final int MAX_DIGITS = 17;
    private static final int MANY_BITS = 1_000;
    private static final List<RoundingMode> ROUNDINGS =
            List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN);

    private Decimals() {}

    /**
     * Without trailing zeros, as {@link BigDecimal#stripTrailingZeros}, which divides by ten for each zero: PostgreSQL's
     * 1e131071 would take it many seconds.
     */
    static BigDecimal strip(BigDecimal value) {
        BigInteger digits = value.unscaledValue();
        if (digits.bitLength() < MANY_BITS) {
            return value.stripTrailingZeros();
        }
        // Ten is even, so there are no more zeros than factors of two; each power is taken once, from the largest.
        int zeros = 0;
        List<BigInteger> powers = powersOfTen(digits.getLowestSetBit());
        for (int i = powers.size() - 1; i >= 0; i--) {
            BigInteger[] parts = digits.divideAndRemainder(powers.get(i));
            if (parts[1].signum() == 0) {
                digits = parts[0];
                zeros += 1 << i;
            }
        }
        return new BigDecimal(digits, Math.subtractExact(value.scale(), zeros));
    }

    /** 10^1, 10^2, 10^4, 10^8 and so on, of which each number of zeros up to this one is a sum. */
    private static List<BigInteger> powersOfTen(int zeros) {
        List<BigInteger> powers = new ArrayList<>();
        BigInteger power = BigInteger.TEN;
        for (int count = 1; count <= zeros; count *= 2) {
            powers.add(power);
            power = power.multiply(power);
        }
        return powers;
    }

    /**
     * The decimal with the fewest digits that reads back as this finite number, the nearest of them.
     *
     * <p>Not {@link Double#toString} alone: before Java 19 it prints more digits than needed for some numbers, and two
     * machines must agree. Where it prints at most fifteen, no other decimal of so few reads back as the number.
     */
    public static BigDecimal shortest(double value) {
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        boolean isNormal = Math.abs(value) >= Double.MIN_NORMAL;
        BigDecimal printed = new BigDecimal(Double.toString(value));
        if (isNormal && printed.precision() <= SAFE_DIGITS) {
            return printed.stripTrailingZeros();
        }
        BigDecimal exact = new BigDecimal(value);
        int first = isNormal ? SAFE_DIGITS : 1;
        for (int digits = first; digits < MAX_DIGITS; digits++) {
            // At a power of two the gap below is half the gap above: there the nearest may not read back, yet the
            // next decimal above does.
            for (RoundingMode rounding : ROUNDINGS) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (rounded.doubleValue() == value) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
    }

    /** As {@link #shortest}, for a binary32: the shortest decimal that reads back as it. */
    public static BigDecimal shortest(float value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MAX_FLOAT_DIGITS; digits++) {
            for (RoundingMode rounding : ROUNDINGS) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (Float.parseFloat(rounded.toString()) == value) {
                    return value == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MAX_FLOAT_DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
    }
}
