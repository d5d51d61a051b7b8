/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.lockstep.transforms.row.Types;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Checks of texts, and of what has a length or is one of a few. */
final class TextChecks {
    private TextChecks() {}

    /**
     * The whole text has the form of a regular expression, which takes time in proportion to the text.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ValueCheck matches(String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Argument 1 of matches: expected a regular expression (of RE2, so without"
                            + " back references and look-around), found a mistake: " + e.getDescription());
        }
        return text("matches", pattern::matches);
    }

    static ValueCheck format(Format format) {
        return text("format", format::matches);
    }

    private static ValueCheck text(String name, Predicate<String> test) {
        return schema -> {
            if (schema != null && schema.type() != Schema.Type.STRING) {
                throw new DataException(name + " is for text, found " + Types.of(schema)
                        + ". Use range for numbers and dates, length for bytes, or type");
            }
            return value -> value instanceof String text && test.test(text);
        };
    }

    /** Code points of a text, bytes of bytes, elements of a list. */
    static ValueCheck length(int min, int max) {
        return schema -> {
            boolean hasLength = schema == null
                    || schema.type() == Schema.Type.STRING
                    || schema.type() == Schema.Type.ARRAY
                    || (schema.type() == Schema.Type.BYTES && !Decimal.LOGICAL_NAME.equals(schema.name()));
            if (!hasLength) {
                throw new DataException(
                        "length is for text, bytes and lists, found " + Types.of(schema) + ". Use range for numbers");
            }
            return value -> {
                int length = length(value);
                return length >= min && length <= max;
            };
        };
    }

    /** -1 for what has none. */
    private static int length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        return value instanceof byte[] bytes ? bytes.length : -1;
    }

    /** Texts are compared as they are, numbers as numbers. */
    static ValueCheck oneOf(List<String> options) {
        Set<String> texts = Set.copyOf(options);
        Set<BigDecimal> numbers = new HashSet<>();
        for (String option : options) {
            BigDecimal number = number(option);
            if (number != null) {
                numbers.add(number);
            }
        }
        return schema -> {
            if (schema != null) {
                expectOptions(schema, options);
            }
            return value -> value instanceof Number number
                    ? numbers.contains(number(number.toString()))
                    : (value instanceof String || value instanceof Boolean) && texts.contains(value.toString());
        };
    }

    private static void expectOptions(Schema schema, List<String> options) {
        boolean fits = switch (TypeFamily.of(schema)) {
            case STRING, UUID -> true;
            case BOOLEAN -> options.stream().allMatch(option -> option.equals("true") || option.equals("false"));
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, DECIMAL ->
                schema.type() != Schema.Type.STRUCT && options.stream().allMatch(option -> number(option) != null);
            case BYTES, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, JSON, OTHER -> false;
        };
        if (!fits) {
            throw new DataException(
                    "one-of is for texts, numbers and booleans, and its options have to be of the column's"
                            + " type; found " + Types.of(schema)
                            + ". Write one-of('a','b') for texts, one-of(1,2) for numbers,"
                            + " and range for dates");
        }
    }

    /** Equal numbers are the same, however many zeros they end in; null for what is no finite number. */
    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
