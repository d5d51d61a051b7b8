/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** Tells texts that are numbers to everybody: digits, a minus in front, a point between digits. */
final class PlainNumbers {
    private static final int SAFE_DIGITS = 18;

    private PlainNumbers() {}

    /** @return the integer, or {@link PostgresBinary#NOT_WHOLE} */
    static long whole(String text) {
        int from = !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0;
        int digits = text.length() - from;
        if (digits < 1 || digits > SAFE_DIGITS) {
            return PostgresBinary.NOT_WHOLE;
        }
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return PostgresBinary.NOT_WHOLE;
            }
            number = number * 10 + digit;
        }
        return from == 1 ? -number : number;
    }

    static boolean isDecimal(String text) {
        int point = -1;
        int from = !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return text.length() > from && point != from && point != text.length() - 1;
    }
}
