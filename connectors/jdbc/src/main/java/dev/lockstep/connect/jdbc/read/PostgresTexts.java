/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Values from the bytes of PostgreSQL's text forms; those whose binary form no text looks like are read from that too. For
 * rows by the million: nothing is looked up, and as little as possible is made on the way.
 *
 * <p>A byte that does not belong there is an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 */
final class PostgresTexts {
    private static final int LONG_DIGITS = 18;

    private PostgresTexts() {}

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static boolean truth(byte[] bytes) {
        boolean truth = bytes[0] == 't' || bytes[0] == 1;
        if (bytes.length != 1 || (!truth && bytes[0] != 'f' && bytes[0] != 0)) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return truth;
    }

    static String uuid(byte[] bytes) {
        return PostgresBinaries.isUuid(bytes) ? PostgresBinaries.uuid(bytes) : text(bytes);
    }

    static UnfitValueException notFinite() {
        return new UnfitValueException("NaN or an infinity, which the decimals of change capture cannot hold");
    }

    /** A bit string of one bit. */
    static boolean bit(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnfitValueException("it has no bit, and change capture makes a boolean of the column");
        }
        return bytes[bytes.length - 1] == '1';
    }

    static long integer(byte[] bytes) {
        boolean negative = bytes[0] == '-';
        int at = negative ? 1 : 0;
        if (bytes.length == at || bytes.length > at + LONG_DIGITS) {
            return Long.parseLong(text(bytes));
        }
        long value = 0;
        while (at < bytes.length) {
            value = value * 10 + digit(bytes, at++);
        }
        return negative ? -value : value;
    }

    private static int digit(byte[] bytes, int at) {
        int digit = bytes[at] - '0';
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException("no digit");
        }
        return digit;
    }

    /** @throws UnfitValueException when it is NaN or infinite, which a decimal cannot be */
    static BigDecimal decimal(byte[] bytes, int scale) {
        if (PostgresBinaries.isNumeric(bytes)) {
            BigDecimal value = PostgresBinaries.numeric(bytes);
            return value.scale() == scale ? value : value.setScale(scale, RoundingMode.UNNECESSARY);
        }
        long unscaled = 0;
        int point = -1;
        boolean negative = bytes[0] == '-';
        int start = negative ? 1 : 0;
        if (bytes.length - start > LONG_DIGITS + 1) {
            return large(bytes, scale);
        }
        for (int at = start; at < bytes.length; at++) {
            if (bytes[at] == '.' && point < 0) {
                point = at;
            } else if (bytes[at] >= '0' && bytes[at] <= '9') {
                unscaled = unscaled * 10 + (bytes[at] - '0');
            } else {
                return large(bytes, scale);
            }
        }
        int found = point < 0 ? 0 : bytes.length - point - 1;
        BigDecimal value = BigDecimal.valueOf(negative ? -unscaled : unscaled, found);
        return found == scale ? value : value.setScale(scale, RoundingMode.UNNECESSARY);
    }

    private static BigDecimal large(byte[] bytes, int scale) {
        return number(bytes).setScale(scale, RoundingMode.UNNECESSARY);
    }

    /** @throws UnfitValueException when it is NaN or infinite, which a decimal cannot be */
    static BigDecimal number(byte[] bytes) {
        if (PostgresBinaries.isNumeric(bytes)) {
            return PostgresBinaries.numeric(bytes);
        }
        byte last = bytes[bytes.length - 1];
        if (last == 'N' || last == 'y') {
            throw notFinite();
        }
        return new BigDecimal(text(bytes));
    }

    /** The least scale, but none below zero, as change capture has it. */
    static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /** Little-endian, without the zeros of the highest bits: so many bytes as the highest bit that is set needs. */
    static byte[] bits(byte[] digits) {
        int highest = 0;
        while (highest < digits.length && digits[highest] == '0') {
            highest++;
        }
        int length = digits.length - highest;
        byte[] bytes = new byte[(length + Byte.SIZE - 1) / Byte.SIZE];
        for (int bit = 0; bit < length; bit++) {
            if (digits[digits.length - 1 - bit] == '1') {
                bytes[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            }
        }
        return bytes;
    }
}
