/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalReader;
import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.CanonicalWriter;
import dev.lockstep.canonical.value.JsonDocument;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values as texts and back, in the one form each has. */
final class Texts {
    /** Above so many zeros a number is written with an exponent. */
    private static final int MAX_PLAIN_SCALE = 400;

    /** Longer numbers, and larger exponents, no database has; and they would be endless to compute with. */
    private static final int MAX_NUMBER_LENGTH = 2_000;

    private static final int MAX_SCALE = 16_383;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Texts() {}

    static CanonicalValue truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> CanonicalValue.Truth.TRUE;
            case "false", "f", "no", "n", "off", "0" -> CanonicalValue.Truth.FALSE;
            default ->
                throw Refusal.text(
                        "true/false, t/f, yes/no, y/n, on/off or 1/0",
                        text,
                        "Write what else there is as map('J' => 'true', 'N' => 'false') before; blanks go with trim");
        };
    }

    static CanonicalValue number(String text) {
        if (isDecimal(text)) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs((long) number.scale()) <= MAX_SCALE) {
                    return new CanonicalValue.Numeric(number);
                }
            } catch (NumberFormatException e) {
                // The one message below says what is expected.
            }
        }
        return switch (text) {
            case "NaN" -> CanonicalValue.NotFinite.NAN;
            case "Infinity" -> CanonicalValue.NotFinite.POSITIVE_INFINITY;
            case "-Infinity" -> CanonicalValue.NotFinite.NEGATIVE_INFINITY;
            default ->
                throw Refusal.text(
                        "a number such as -12.50 or 1.5e3, with a point and without separators",
                        text,
                        "Clean it first: trim, empty-is-null, null-if('n/a'), or replace(',', '.')");
        };
    }

    /** {@link BigDecimal} reads the digits of every script; databases do not. */
    private static boolean isDecimal(String text) {
        if (text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static String of(CanonicalValue value, Kind kind) {
        if (value instanceof CanonicalValue.Truth truth) {
            return truth == CanonicalValue.Truth.TRUE ? "true" : "false";
        }
        if (value instanceof CanonicalValue.Numeric number) {
            return plain(number.value());
        }
        if (value instanceof CanonicalValue.Bytes bytes) {
            return utf8(bytes.value());
        }
        String temporal = TemporalTexts.of(value, kind);
        if (temporal != null) {
            return temporal;
        }
        CanonicalWriter out = new CanonicalWriter();
        value.writeTo(out);
        return String.valueOf(new CanonicalReader(out.array(), 0, out.size()).readValue());
    }

    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > MAX_PLAIN_SCALE ? number.toString() : number.toPlainString();
    }

    static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw Refusal.text("a text of whole characters", text, "Half of a surrogate pair has no form in UTF-8");
        }
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.slice()).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.of(
                    "the UTF-8 bytes of a text",
                    bytes.remaining() + " bytes that are none",
                    "Bytes that are no text become one with to-hex or to-base64");
        }
    }

    static String uuid(String text) {
        if (!UUID.matcher(text).matches()) {
            throw Refusal.text(
                    "a uuid such as 123e4567-e89b-12d3-a456-426614174000",
                    text,
                    "Blanks go with trim, braces with replace('[{}]', '')");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** The text as it is, once it is known to be JSON. */
    static String json(String text) {
        try {
            JsonDocument.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw Refusal.text(
                    "a JSON document", text, "(" + e.getMessage() + ".) A plain text becomes JSON with emit-json");
        }
    }
}
