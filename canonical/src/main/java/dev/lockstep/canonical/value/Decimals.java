/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Between binary fractions and decimal numbers. */
public final class Decimals {
    /** Every decimal of so many digits survives the way through binary64 (IEEE 754, normal range). */
    private static final int SAFE_DIGITS = 15;

    private static final int MAX_DIGITS = 17;

    private Decimals() {}

    /**
     * The decimal with the fewest digits that reads back as this finite number, the nearest of them.
     *
     * <p>Not {@link Double#toString}: before Java 19 it prints more digits than needed for some numbers, and two
     * machines must agree.
     */
    public static BigDecimal shortest(double value) {
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal exact = new BigDecimal(value);
        int first = Math.abs(value) < Double.MIN_NORMAL ? 1 : SAFE_DIGITS;
        for (int digits = first; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
    }
}
