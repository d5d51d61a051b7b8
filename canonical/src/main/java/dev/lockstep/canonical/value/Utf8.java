/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.util.Comparator;

/** Text as UTF-8, without a byte of garbage and without ever putting a '?' for half of a surrogate pair. */
final class Utf8 {
    /** Orders text as its UTF-8 bytes are ordered, which is by code point and not by {@code char}. */
    static final Comparator<String> BYTE_ORDER = Utf8::compare;

    /** The most bytes that one {@code char} becomes. */
    static final int MAX_BYTES_PER_CHAR = 3;

    private Utf8() {}

    /** Copies characters until the first that is not ASCII; gives how many were copied. */
    static int copyAscii(String text, int from, int to, byte[] target, int at) {
        int count = to - from;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(from + i);
            if (c >= 0x80) {
                return i;
            }
            target[at + i] = (byte) c;
        }
        return count;
    }

    /** @throws CharacterCodingException when the text holds half of a surrogate pair */
    static int length(String text, int from, int to) throws CharacterCodingException {
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                throw new MalformedInputException(1);
            }
        }
        return length;
    }

    /** Writes well-formed text; gives the position behind it. */
    static int encode(String text, int from, int to, byte[] target, int at) {
        int position = at;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[position++] = (byte) c;
            } else if (c < 0x800) {
                target[position++] = (byte) (0xC0 | (c >> 6));
                target[position++] = continuation(c);
            } else if (!Character.isSurrogate(c)) {
                target[position++] = (byte) (0xE0 | (c >> 12));
                target[position++] = continuation(c >> 6);
                target[position++] = continuation(c);
            } else {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                target[position++] = (byte) (0xF0 | (codePoint >> 18));
                target[position++] = continuation(codePoint >> 12);
                target[position++] = continuation(codePoint >> 6);
                target[position++] = continuation(codePoint);
            }
        }
        return position;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // Surrogates stand for code points above U+FFFF, yet as chars they sort below U+E000.
                boolean surrogate = Character.isSurrogate(x);
                return surrogate == Character.isSurrogate(y) ? x - y : surrogate ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
