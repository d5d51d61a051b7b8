/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.canonical.value.CanonicalValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Decimals and bit strings from digits. */
final class Numbers {
    private Numbers() {}

    /** For {@code Decimal}: the scale is that of the schema. */
    static Object fixedScale(String text, int scale) {
        Object special = special(text);
        return special == null ? new BigDecimal(text).setScale(scale, RoundingMode.UNNECESSARY) : special;
    }

    static Object variableScale(String text, Schema schema) {
        Object special = special(text);
        return special == null ? variableScale(new BigDecimal(text), schema) : special;
    }

    static Struct variableScale(BigDecimal number, Schema schema) {
        return new Struct(schema)
                .put("scale", number.scale())
                .put("value", ByteBuffer.wrap(number.unscaledValue().toByteArray()));
    }

    private static Object special(String text) {
        return switch (text) {
            case "NaN" -> CanonicalValue.NotFinite.NAN;
            case "Infinity" -> CanonicalValue.NotFinite.POSITIVE_INFINITY;
            case "-Infinity" -> CanonicalValue.NotFinite.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    static Object bit(String digits) {
        if (digits.length() != 1) {
            throw new UnfitValueException("it has no bit, and change capture makes a boolean of the column");
        }
        return digits.charAt(0) == '1';
    }

    /** Change capture's form: little-endian. */
    static Object bits(String digits) {
        return bits(digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, 2), digits.length());
    }

    static Object bits(BigInteger number, int length) {
        byte[] bytes = new byte[(length + Byte.SIZE - 1) / Byte.SIZE];
        byte[] bigEndian = number.toByteArray();
        for (int i = 0; i < Math.min(bytes.length, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return ByteBuffer.wrap(bytes);
    }
}
