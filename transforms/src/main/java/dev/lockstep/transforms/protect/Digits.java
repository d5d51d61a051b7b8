/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts whose digits are replaced and whose shape stays: how many digits there are, and all that is no digit where it is.
 * The same digits are replaced alike whatever stands between them, and different ones stay different. Thread-safe.
 */
final class Digits {
    private final KeyedHash keyed;

    Digits(KeyedHash keyed) {
        this.keyed = keyed;
    }

    /** Every digit of the text replaced. */
    String replace(String text) {
        return replace(text, 0, false);
    }

    /**
     * A telephone number. Zeros at its beginning stay, and the first digit after them does not become one, so that what
     * begins like a number of a country or of another area still does.
     *
     * @param keepCountry whether the code of the country stays too, after + or 00
     */
    String phone(String text, boolean keepCountry) {
        int[] points = text.codePoints().toArray();
        int zeros = 0;
        int start = 0;
        boolean plus = false;
        for (; start < points.length && (value(points[start]) <= 0); start++) {
            zeros += value(points[start]) == 0 ? 1 : 0;
            plus |= points[start] == '+';
        }
        if (keepCountry && zeros == (plus ? 0 : 2)) {
            start = afterCountry(points, start);
        }
        return replace(text, start, true);
    }

    /** The codes of the plan E.164: 1 and 7 have one digit, those below two, all others three. */
    private static int afterCountry(int[] points, int start) {
        String two =
                " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66"
                        + " 81 82 84 86 90 91 92 93 94 95 98 ";
        int code = 0;
        int digits = 0;
        for (int i = start; i < points.length; i++) {
            int digit = value(points[i]);
            if (digit < 0) {
                continue;
            }
            code = code * 10 + digit;
            digits++;
            boolean isWhole = switch (digits) {
                case 1 -> code == 1 || code == 7;
                case 2 -> two.contains(" " + code + " ");
                default -> true;
            };
            if (isWhole) {
                return i + 1;
            }
        }
        return points.length;
    }

    private String replace(String text, int from, boolean keepsFirst) {
        int[] points = text.codePoints().toArray();
        int[] places = new int[points.length];
        byte[] digits = new byte[points.length];
        int count = 0;
        for (int i = from; i < points.length; i++) {
            if (value(points[i]) >= 0) {
                places[count] = i;
                digits[count++] = (byte) value(points[i]);
            }
        }
        if (count == 0) {
            return text;
        }
        byte[] replaced = Arrays.copyOf(digits, count);
        do {
            permute(replaced);
        } while (keepsFirst && count > 1 && digits[0] != 0 && replaced[0] == 0);
        for (int i = 0; i < count; i++) {
            points[places[i]] += replaced[i] - digits[i];
        }
        return new String(points, 0, points.length);
    }

    /** In blocks from the last to the first; each is permuted by what the others are, so all depends on all. */
    private void permute(byte[] digits) {
        int blocks = (digits.length + Permutation.MAX_DIGITS - 1) / Permutation.MAX_DIGITS;
        for (int block = blocks - 1; block >= 0; block--) {
            int from = digits.length * block / blocks;
            int to = digits.length * (block + 1) / blocks;
            long number = 0;
            for (int i = from; i < to; i++) {
                number = number * 10 + digits[i];
                digits[i] = 10;
            }
            byte[] tweak = blocks == 1 ? "digits".getBytes(StandardCharsets.US_ASCII) : digits;
            number = Permutation.ofDigits(to - from).apply(number, tweak, keyed);
            for (int i = to - 1; i >= from; i--) {
                digits[i] = (byte) (number % 10);
                number /= 10;
            }
        }
    }

    /** Of a digit of any script; -1 for what is none. */
    private static int value(int point) {
        return Character.digit(point, 10);
    }
}
