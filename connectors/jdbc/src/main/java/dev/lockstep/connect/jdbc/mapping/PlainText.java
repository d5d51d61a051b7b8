/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.nio.ByteBuffer;

/** Values in columns of text, of JSON and of bits. */
final class PlainText {
    private static final int NANO_DIGITS = 9;

    private PlainText() {}

    static String of(PlainValue value) {
        if (value instanceof PlainValue.Text text) {
            return text.value();
        } else if (value instanceof PlainValue.Flag flag) {
            return Boolean.toString(flag.value());
        } else if (value instanceof PlainValue.Real number) {
            return Double.toString(number.value());
        } else if (value instanceof PlainValue.ShortReal number) {
            return Float.toString(number.value());
        } else if (value instanceof PlainValue.Day) {
            return PlainTime.date(value);
        } else if (value instanceof PlainValue.Moment) {
            return PlainTime.timestamp(value, NANO_DIGITS);
        } else if (value instanceof PlainValue.Whole || value instanceof PlainValue.Fraction) {
            return PlainNumber.decimal(value).toPlainString();
        }
        throw new UnwritableValueException(
                "the record's value has no unmistakable form as text. Convert the field before this connector");
    }

    static String json(PlainValue value) {
        if (value instanceof PlainValue.Document document) {
            return document.json();
        } else if (value instanceof PlainValue.Bytes
                || value instanceof PlainValue.Day
                || value instanceof PlainValue.Moment) {
            throw new UnwritableValueException("the record's value has no form in JSON");
        }
        return of(value);
    }

    /** @return big-endian, as many bytes as the length takes */
    static byte[] bits(PlainValue value, int length) {
        byte[] bytes = new byte[(length + 7) / 8];
        if (value instanceof PlainValue.Flag flag) {
            bytes[bytes.length - 1] = (byte) (flag.value() ? 1 : 0);
            return bytes;
        }
        if (!(value instanceof PlainValue.Bits bits)) {
            throw new UnwritableValueException("the record's value is no bit string");
        }
        ByteBuffer little = bits.value().duplicate();
        String digits = BinaryText.bits(little, length); // refuses what is longer
        for (int i = 0; i < length; i++) {
            if (digits.charAt(length - 1 - i) == '1') {
                bytes[bytes.length - 1 - i / 8] |= (byte) (1 << (i % 8));
            }
        }
        return bytes;
    }
}
