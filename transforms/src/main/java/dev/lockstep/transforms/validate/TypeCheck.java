/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Numbers;
import dev.lockstep.transforms.rule.Suggestion;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/**
 * The check {@code type(TYPE)}: what the schema declares is a form of the type, or a narrower one; without schema, the
 * value is one. Immutable and thread-safe.
 *
 * @param precision how many digits a decimal may have in all; 0 where any
 * @param scale how many of them behind the point
 */
record TypeCheck(TypeFamily family, int precision, int scale) implements ValueCheck {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,4}),(\\d{1,4})\\)");
    private static final List<TypeFamily> WHOLE =
            List.of(TypeFamily.INT8, TypeFamily.INT16, TypeFamily.INT32, TypeFamily.INT64);

    /** @throws IllegalArgumentException when no type is called so */
    static TypeCheck parse(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            if (precision == 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "A decimal has at least one digit, and no more behind its point than in all. Write decimal(10,2)");
            }
            return new TypeCheck(TypeFamily.DECIMAL, precision, scale);
        }
        return Arrays.stream(TypeFamily.values())
                .filter(family -> family != TypeFamily.OTHER && family.text().equals(text))
                .findFirst()
                .map(family -> new TypeCheck(family, 0, 0))
                .orElseThrow(() -> new IllegalArgumentException(
                        "No type is called " + text + ". " + Suggestion.among(text, names())));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (TypeFamily family : TypeFamily.values()) {
            if (family != TypeFamily.OTHER) {
                names.add(family == TypeFamily.DECIMAL ? "decimal(10,2)" : family.text());
            }
        }
        return names;
    }

    @Override
    public Predicate<Object> over(Schema schema) {
        if (schema == null) {
            return this::isOne;
        }
        TypeFamily declared = TypeFamily.of(schema);
        if (family == TypeFamily.DECIMAL && declared == TypeFamily.DECIMAL && precision > 0) {
            ColumnEncoder column = ColumnEncoder.of("value", schema);
            return value -> fitsDecimal(column, value);
        }
        boolean isForm = declared == family
                || (WHOLE.contains(family) && WHOLE.contains(declared) && declared.compareTo(family) <= 0)
                || (family == TypeFamily.FLOAT64 && declared == TypeFamily.FLOAT32);
        return value -> isForm;
    }

    private boolean fitsDecimal(ColumnEncoder column, Object value) {
        try {
            return Numbers.of(column, value).filter(this::fitsDecimal).isPresent();
        } catch (UnencodableValueException e) {
            return false; // NaN and the infinities
        }
    }

    private boolean fitsDecimal(BigDecimal number) {
        if (precision == 0 || number.signum() == 0) {
            return true;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() <= scale && shortest.precision() - shortest.scale() <= precision - scale;
    }

    /** Of rows without schema, whose JSON knows few types: texts are dates where they read as dates. */
    private boolean isOne(Object value) {
        return switch (family) {
            case BOOLEAN -> value instanceof Boolean;
            case INT8 -> isWhole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> isWhole(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> isWhole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> isWhole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32, FLOAT64 -> value instanceof Double || value instanceof Float;
            case DECIMAL ->
                value instanceof Number number
                        && Double.isFinite(number.doubleValue())
                        && fitsDecimal(new BigDecimal(number.toString()));
            case STRING -> value instanceof String;
            case BYTES -> value instanceof byte[] || value instanceof ByteBuffer;
            case DATE -> isText(value, Format.DATE) || value instanceof java.util.Date;
            case TIMESTAMP, TIMESTAMPTZ -> isText(value, Format.DATETIME) || value instanceof java.util.Date;
            case TIME -> isText(value, Format.TIME) || value instanceof java.util.Date;
            case UUID -> isText(value, Format.UUID);
            case JSON -> isText(value, Format.JSON) || value instanceof Map || value instanceof List;
            case OTHER -> false;
        };
    }

    private static boolean isWhole(Object value, long min, long max) {
        boolean whole =
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        return whole && ((Number) value).longValue() >= min && ((Number) value).longValue() <= max;
    }

    private static boolean isText(Object value, Format format) {
        return value instanceof String text && format.matches(text);
    }
}
