/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** UUIDs as sixteen bytes, of texts in the form everybody writes. */
final class UuidBinary {
    private static final int LENGTH = 36;

    private UuidBinary() {}

    static boolean write(String text, RowBuffer out) {
        if (text.length() != LENGTH) {
            return false;
        }
        long most = 0;
        long least = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return false;
                }
                continue;
            }
            int digit = hex(c);
            if (digit < 0) {
                return false;
            }
            if (i < 18) {
                most = (most << 4) | digit;
            } else {
                least = (least << 4) | digit;
            }
        }
        out.int64(most);
        out.int64(least);
        return true;
    }

    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
