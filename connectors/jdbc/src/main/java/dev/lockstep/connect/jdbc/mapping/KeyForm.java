/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.sink.RowKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;

/**
 * The form in which keys of a column are compared, as a part of a {@link RowKey}.
 *
 * <p>Invariant: if {@link #exact()}, two values are equal in the database if and only if their forms are. Where that
 * cannot be promised (a case-insensitive collation, a type whose text form is not unique), {@code exact} is false.
 */
public enum KeyForm {
    AS_IS(true),
    INEXACT(false),
    NUMBER(true),
    WITHOUT_PADDING(true),
    LOWER_CASE(true);

    private final boolean exact;

    KeyForm(boolean exact) {
        this.exact = exact;
    }

    /** @param padded whether blanks at the end of a text do not count for the engine, whatever the type */
    static KeyForm of(ColumnDefinition column, Schema schema, boolean padded) {
        boolean ourForm = schema != null && (schema.name() != null || schema.type() != Schema.Type.STRING);
        return switch (column.type().kind()) {
            case INTEGER, NUMERIC -> NUMBER;
            case TEXT -> column.textIsIdentity() ? padded ? WITHOUT_PADDING : AS_IS : INEXACT;
            case CHAR -> column.textIsIdentity() ? WITHOUT_PADDING : INEXACT;
            case ENUM -> AS_IS;
            case UUID -> LOWER_CASE;
            // The text is unique only if we wrote it; one that came as text may be any of several forms.
            case BOOLEAN, BYTEA, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> ourForm ? AS_IS : INEXACT;
            case FLOAT4, FLOAT8, TIME_TZ, INTERVAL, JSON, BIT, VARBIT, ARRAY, OTHER -> INEXACT;
        };
    }

    public boolean exact() {
        return exact;
    }

    /** @return the part, where the value itself tells it without its text; else null */
    Object ofValue(Object value) {
        if (this == NUMBER) {
            if (value instanceof Long whole) {
                return whole;
            }
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof BigDecimal number) {
                return RowKey.number(number);
            }
            return value instanceof BigInteger number ? RowKey.number(new BigDecimal(number)) : null;
        }
        return null;
    }

    /** @param text as {@link ColumnMapping#text} gives it, not null */
    Object ofText(String text) {
        return switch (this) {
            case AS_IS, INEXACT -> text;
            case NUMBER -> number(text);
            case WITHOUT_PADDING -> withoutPadding(text);
            case LOWER_CASE -> text.toLowerCase(Locale.ROOT);
        };
    }

    private static Object number(String text) {
        try {
            return RowKey.number(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return text; // no number at all: the server will say so
        }
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
