/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes and bit strings. */
final class BinaryText {
    private BinaryText() {}

    /** PostgreSQL's hex form. */
    static String hex(Object value) {
        ByteBuffer bytes = buffer(value);
        UnavailableValue.refuse(bytes);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return "\\x" + HexFormat.of().formatHex(copy);
    }

    /** Debezium's bit strings: little-endian, as many bytes as it takes. */
    static String bits(Object value, int length) {
        ByteBuffer bytes = buffer(value);
        char[] digits = new char[length];
        for (int bit = 0; bit < length; bit++) {
            digits[length - 1 - bit] = isSet(bytes, bit) ? '1' : '0';
        }
        for (int bit = length; bit < bytes.remaining() * 8; bit++) {
            if (isSet(bytes, bit)) {
                throw new UnwritableValueException("the bit string is longer than the column's " + length + " bits");
            }
        }
        return new String(digits);
    }

    private static boolean isSet(ByteBuffer bytes, int bit) {
        int at = bit / 8;
        return at < bytes.remaining() && (bytes.get(bytes.position() + at) >> (bit % 8) & 1) == 1;
    }

    private static ByteBuffer buffer(Object value) {
        return value instanceof byte[] array ? ByteBuffer.wrap(array) : ((ByteBuffer) value).duplicate();
    }
}
