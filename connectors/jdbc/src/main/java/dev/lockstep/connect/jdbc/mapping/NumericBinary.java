/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * PostgreSQL's binary numeric: how many digits to the base of 10,000, the power of the first of them, the sign, the
 * decimal places to show, and the digits, without zeros at either end.
 */
final class NumericBinary {
    private static final int BASE = 10_000;
    private static final int BASE_PLACES = 4;
    private static final int NEGATIVE = 0x4000;
    private static final int MOST_PLACES = 1_000;
    private static final int MOST_LONG_DIGITS = 7;
    private static final BigInteger BIG_BASE = BigInteger.valueOf(BASE);
    private static final long[] POWERS = {1, 10, 100, 1_000};

    private NumericBinary() {}

    /** @return false when the number is so long that its text is left to the server */
    static boolean write(BigDecimal value, RowBuffer out) {
        if (Math.abs((long) value.scale()) > MOST_PLACES || value.precision() > MOST_PLACES) {
            return false;
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        int scale = plain.scale();
        BigInteger unscaled = plain.unscaledValue();
        // A whole number of base-10,000 digits stands behind the point.
        int padding = Math.floorMod(-scale, BASE_PLACES);
        int fractionDigits = (scale + padding) / BASE_PLACES;
        if (unscaled.bitLength() < 50) {
            write(Math.abs(unscaled.longValue()) * POWERS[padding], unscaled.signum(), scale, fractionDigits, out);
        } else {
            BigInteger padded = unscaled.abs().multiply(BigInteger.valueOf(POWERS[padding]));
            write(padded, unscaled.signum(), scale, fractionDigits, out);
        }
        return true;
    }

    static void write(long value, RowBuffer out) {
        if (value > -(1L << 50) && value < 1L << 50) {
            write(Math.abs(value), Long.signum(value), 0, 0, out);
        } else {
            write(BigInteger.valueOf(value).abs(), Long.signum(value), 0, 0, out);
        }
    }

    // At most 2^50 * 1,000 < 2^60, which has five digits; the array's size leaves room.
    private static void write(long magnitude, int sign, int scale, int fractionDigits, RowBuffer out) {
        short[] digits = new short[MOST_LONG_DIGITS];
        int count = 0;
        for (long rest = magnitude; rest > 0; rest /= BASE) {
            digits[count++] = (short) (rest % BASE);
        }
        write(digits, count, sign, scale, fractionDigits, out);
    }

    private static void write(BigInteger magnitude, int sign, int scale, int fractionDigits, RowBuffer out) {
        // A digit of this base takes more than 13 bits.
        short[] digits = new short[magnitude.bitLength() / 13 + 1];
        int count = 0;
        for (BigInteger rest = magnitude; rest.signum() > 0; ) {
            BigInteger[] parts = rest.divideAndRemainder(BIG_BASE);
            digits[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        write(digits, count, sign, scale, fractionDigits, out);
    }

    /** @param digits from the least one on */
    private static void write(short[] digits, int count, int sign, int scale, int fractionDigits, RowBuffer out) {
        int least = 0;
        while (least < count && digits[least] == 0) {
            least++;
        }
        out.int16(count - least);
        out.int16(count == 0 ? 0 : count - 1 - fractionDigits);
        out.int16(sign < 0 ? NEGATIVE : 0);
        out.int16(scale);
        for (int i = count - 1; i >= least; i--) {
            out.int16(digits[i]);
        }
    }
}
