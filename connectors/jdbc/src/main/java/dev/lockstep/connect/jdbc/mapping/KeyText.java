/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/**
 * The text by which keys of a column are compared.
 *
 * <p>Invariant: if {@link #exact()}, two values are equal in the database if and only if their texts are. Where that
 * cannot be promised (a case-insensitive collation, a type whose text form is not unique), {@code exact} is false.
 */
public final class KeyText {
    private static final KeyText AS_IS = new KeyText(true, UnaryOperator.identity());
    private static final KeyText INEXACT = new KeyText(false, UnaryOperator.identity());
    private static final KeyText NUMBER = new KeyText(true, KeyText::number);
    private static final KeyText WITHOUT_PADDING = new KeyText(true, KeyText::withoutPadding);
    private static final KeyText LOWER_CASE = new KeyText(true, text -> text.toLowerCase(Locale.ROOT));

    private final boolean exact;
    private final UnaryOperator<String> normal;

    private KeyText(boolean exact, UnaryOperator<String> normal) {
        this.exact = exact;
        this.normal = normal;
    }

    static KeyText of(ColumnDefinition column, Schema schema) {
        boolean ourForm = schema != null && (schema.name() != null || schema.type() != Schema.Type.STRING);
        return switch (column.type().kind()) {
            case INTEGER, NUMERIC -> NUMBER;
            case TEXT -> column.textIsIdentity() ? AS_IS : INEXACT;
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

    /** @param text as {@link ColumnMapping#text} gives it, not null */
    public String of(String text) {
        return normal.apply(text);
    }

    private static String number(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros().toString();
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
