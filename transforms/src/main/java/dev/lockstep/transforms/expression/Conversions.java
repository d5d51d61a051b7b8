/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;

/** The functions string, int and double. They take the place of CEL's own, which know no decimals and quote values. */
final class Conversions {
    private static final int MAX_TEXT = 1_000;

    private Conversions() {}

    static void addTo(FunctionTable functions) {
        for (CelType from : List.of(
                SimpleType.STRING,
                SimpleType.INT,
                SimpleType.DOUBLE,
                SimpleType.BOOL,
                SimpleType.BYTES,
                SimpleType.TIMESTAMP,
                SimpleType.DURATION,
                Decimals.TYPE)) {
            functions.add("string", SimpleType.STRING, from, Conversions::string);
        }
        for (CelType from : List.of(SimpleType.INT, SimpleType.DOUBLE, SimpleType.STRING, Decimals.TYPE)) {
            functions.add("int", SimpleType.INT, from, Conversions::whole);
            functions.add("double", SimpleType.DOUBLE, from, Conversions::floating);
        }
        functions.add("int", SimpleType.INT, SimpleType.TIMESTAMP, value -> ((Instant) value).getEpochSecond());
        functions.add("int", SimpleType.INT, SimpleType.DURATION, value -> ((Duration) value).toSeconds());
    }

    private static Object string(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? plain(BigDecimal.valueOf(number).stripTrailingZeros()) : number.toString();
        }
        if (value instanceof ExactDecimal decimal) {
            return plain(decimal.number());
        }
        if (value instanceof CelByteString bytes) {
            if (!bytes.isValidUtf8()) {
                throw new DataException("bytes are no text in UTF-8");
            }
            return bytes.toStringUtf8();
        }
        if (value instanceof Duration duration) {
            BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds())
                    .add(BigDecimal.valueOf(duration.getNano(), 9))
                    .stripTrailingZeros();
            return plain(seconds) + "s";
        }
        return value.toString();
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    /** Cut toward zero. */
    private static Object whole(Object value) {
        if (value instanceof Long) {
            return value;
        }
        try {
            BigDecimal number = value instanceof String text
                    ? new BigDecimal(Long.parseLong(trimmed(text)))
                    : Decimals.of(value).number();
            return number.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (NumberFormatException e) {
            throw notA("whole number", (String) value);
        } catch (ArithmeticException e) {
            throw new DataException("a number is beyond the 64 bits of int");
        }
    }

    private static Object floating(Object value) {
        if (value instanceof Double) {
            return value;
        }
        if (value instanceof Long number) {
            return number.doubleValue();
        }
        if (value instanceof ExactDecimal decimal) {
            return decimal.number().doubleValue();
        }
        try {
            return Double.parseDouble(trimmed((String) value));
        } catch (NumberFormatException e) {
            throw notA("number", (String) value);
        }
    }

    private static String trimmed(String text) {
        if (text.length() > MAX_TEXT) {
            throw new NumberFormatException();
        }
        return text.strip();
    }

    private static DataException notA(String expected, String text) {
        return new DataException("expected the text of a " + expected + ", found a text of " + text.length()
                + " characters that is none");
    }
}
