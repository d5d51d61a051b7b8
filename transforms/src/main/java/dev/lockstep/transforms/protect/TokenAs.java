/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * The step {@code token-as(TYPE)}: the token that the value has in a column of another type, written in this column's own
 * type, so that columns still join whose types differ. Immutable and thread-safe.
 */
final class TokenAs implements ValueStep {
    /** The types that a token can be of. */
    enum As {
        INT8(Byte.SIZE),
        INT16(Short.SIZE),
        INT32(Integer.SIZE),
        INT64(Long.SIZE),
        UUID(0);

        private final int width;

        As(int width) {
            this.width = width;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");
    private static final String PRECISION = "connect.decimal.precision";

    private final Tokens tokens;
    private final As as;

    TokenAs(Tokens tokens, As as) {
        this.tokens = tokens;
        this.as = as;
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, this::live);
        }
        Work work = work(schema);
        return new Typed(schema, value -> value == null ? null : work.apply(value));
    }

    private Work work(Schema schema) {
        boolean decimal = Decimal.LOGICAL_NAME.equals(schema.name());
        boolean uuid = "io.debezium.data.Uuid".equals(schema.name());
        if (schema.name() != null && !decimal && !(uuid && as == As.UUID)) {
            throw refused(Types.of(schema));
        }
        if (schema.type() == Schema.Type.STRING) {
            return value -> text((String) value);
        }
        if (as == As.UUID) {
            throw refused(Types.of(schema));
        }
        return switch (schema.type()) {
            case INT8 -> whole(schema, Byte.SIZE, number -> (byte) number);
            case INT16 -> whole(schema, Short.SIZE, number -> (short) number);
            case INT32 -> whole(schema, Integer.SIZE, number -> (int) number);
            case INT64 -> whole(schema, Long.SIZE, number -> number);
            case BYTES -> decimal(schema, decimal);
            case STRING, FLOAT32, FLOAT64, BOOLEAN, ARRAY, MAP, STRUCT -> throw refused(Types.of(schema));
        };
    }

    private Work whole(Schema schema, int width, LongFunction<Object> narrow) {
        if (width < as.width) {
            throw refused(Types.of(schema));
        }
        return value -> narrow.apply(number(((Number) value).longValue()));
    }

    private Work decimal(Schema schema, boolean decimal) {
        if (!decimal) {
            throw refused(Types.of(schema));
        }
        int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
        String precision = schema.parameters().get(PRECISION);
        int digits = String.valueOf((1L << (as.width - 2)) - 1 + (1L << (as.width - 2)))
                .length();
        if (precision != null && Integer.parseInt(precision) - scale < digits) {
            throw new DataException("token-as(" + as.text() + ") gives up to " + digits + " digits, and the column has "
                    + (Integer.parseInt(precision) - scale) + " before its point. Use a narrower type or redact");
        }
        return value -> decimal((BigDecimal) value).setScale(scale);
    }

    private BigDecimal decimal(BigDecimal value) {
        try {
            return BigDecimal.valueOf(number(value.longValueExact()));
        } catch (ArithmeticException e) {
            // The cause may quote the number.
            throw new DataException("a decimal that is no whole number within int64 has no token as " + as.text()
                    + ". Use redact for amounts");
        }
    }

    private Object live(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (as != As.UUID && value instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (as != As.UUID
                && (value instanceof Long
                        || value instanceof Integer
                        || value instanceof Short
                        || value instanceof Byte)) {
            return number(((Number) value).longValue());
        }
        throw refused(Types.of(value));
    }

    private String text(String value) {
        if (as == As.UUID) {
            return tokens.uuid(value);
        }
        try {
            if (NUMBER.matcher(value).matches()) {
                return String.valueOf(number(Long.parseLong(value)));
            }
        } catch (NumberFormatException e) {
            // The one message below says what is expected.
        }
        throw new DataException("a text of " + value.length() + " characters is no whole number as " + as.text()
                + " columns write it (digits, no zeros before them), so it has no token as " + as.text()
                + ". Clean it first with CleanFields, or use token");
    }

    private long number(long value) {
        long limit = -1L >>> (Long.SIZE - as.width + 1);
        if (value > limit || value < -limit - 1) {
            throw new DataException("the value does not fit " + as.text() + ", so it has no token as " + as.text()
                    + ". Write the type of the column that it refers to");
        }
        return tokens.number(value, as.width);
    }

    private DataException refused(String found) {
        String fits = as == As.UUID ? "text and uuid" : "text, decimals and whole numbers at least as wide";
        return new DataException("token-as(" + as.text() + ") is for " + fits + ", found " + found
                + ". Write it on the column that refers to " + as.text() + " columns, and token on those");
    }
}
