/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import dev.lockstep.canonical.value.CanonicalValue;
import dev.lockstep.canonical.value.Decimals;
import dev.lockstep.canonical.value.JsonDocument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Other forms of numbers, documents, identifiers and bytes. What is not one of them is returned as it came. */
final class Forms {
    /** A number as people write it; its exponent is bounded so that it can be computed with. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern BINARY_DIGITS = Pattern.compile("[01]*");
    private static final int UUID_BYTES = 16;
    private static final int MAX_PLAIN_SCALE = 10_000;

    private Forms() {}

    static CanonicalValue json(CanonicalValue value) {
        if (value instanceof CanonicalValue.Text text) {
            return JsonDocument.parse(text.value());
        }
        return value instanceof CanonicalValue.Members || value instanceof CanonicalValue.Sequence
                ? new CanonicalValue.Json(node(value))
                : value;
    }

    private static CanonicalValue node(CanonicalValue value) {
        if (value instanceof CanonicalValue.Sequence list) {
            List<CanonicalValue> nodes = new ArrayList<>();
            list.elements().forEach(element -> nodes.add(node(element)));
            return new CanonicalValue.Sequence(nodes);
        }
        if (value instanceof CanonicalValue.Members record) {
            List<CanonicalValue.Member> members = new ArrayList<>();
            record.members()
                    .forEach(member -> members.add(new CanonicalValue.Member(member.name(), node(member.value()))));
            return new CanonicalValue.Members(members);
        }
        if (value instanceof CanonicalValue.Json json) {
            return json.node();
        }
        if (value instanceof CanonicalValue.Null
                || value instanceof CanonicalValue.Numeric
                || value instanceof CanonicalValue.Text) {
            return value;
        }
        throw new IllegalArgumentException("JSON has no such value");
    }

    static CanonicalValue uuid(CanonicalValue value) {
        String digits = "";
        if (value instanceof CanonicalValue.Text text) {
            String lower = text.value().toLowerCase(Locale.ROOT);
            boolean braces = lower.startsWith("{") && lower.endsWith("}");
            digits = (braces ? lower.substring(1, lower.length() - 1) : lower).replace("-", "");
        } else if (value instanceof CanonicalValue.Bytes binary
                && binary.value().remaining() == UUID_BYTES) {
            digits = HexFormat.of().formatHex(bytes(binary));
        }
        return UUID_DIGITS.matcher(digits).matches()
                ? new CanonicalValue.Text(String.join(
                        "-",
                        digits.substring(0, 8),
                        digits.substring(8, 12),
                        digits.substring(12, 16),
                        digits.substring(16, 20),
                        digits.substring(20)))
                : value;
    }

    static CanonicalValue number(CanonicalValue value) {
        if (value instanceof CanonicalValue.Binary64 number) {
            if (Double.isNaN(number.value())) {
                return CanonicalValue.NotFinite.NAN;
            }
            return Double.isInfinite(number.value())
                    ? infinity(number.value() > 0)
                    : new CanonicalValue.Numeric(Decimals.shortest(number.value()));
        }
        if (value instanceof CanonicalValue.Text text) {
            return switch (text.value()) {
                // PostgreSQL's spelling and, in capitals, that of Debezium's decimal.handling.mode=string.
                case "NaN", "NAN" -> CanonicalValue.NotFinite.NAN;
                case "Infinity", "POSITIVE_INFINITY" -> infinity(true);
                case "-Infinity", "NEGATIVE_INFINITY" -> infinity(false);
                default ->
                    NUMBER.matcher(text.value()).matches()
                            ? new CanonicalValue.Numeric(new BigDecimal(text.value()))
                            : value;
            };
        }
        return value;
    }

    /** 0.1 as binary32 is widened to 0.10000000149011612, which no decimal column holds. */
    static CanonicalValue numberOfBinary32(CanonicalValue value) {
        if (value instanceof CanonicalValue.Binary64 number
                && Double.isFinite(number.value())
                && (float) number.value() == number.value()) {
            return new CanonicalValue.Numeric(Decimals.shortest((float) number.value()));
        }
        return number(value);
    }

    private static CanonicalValue infinity(boolean positive) {
        return positive ? CanonicalValue.NotFinite.POSITIVE_INFINITY : CanonicalValue.NotFinite.NEGATIVE_INFINITY;
    }

    static CanonicalValue binary64(CanonicalValue value) {
        CanonicalValue number = value instanceof CanonicalValue.Text ? number(value) : value;
        if (number instanceof CanonicalValue.Numeric finite) {
            return new CanonicalValue.Binary64(finite.value().doubleValue());
        }
        if (number instanceof CanonicalValue.NotFinite special) {
            return new CanonicalValue.Binary64(
                    switch (special) {
                        case NAN -> Double.NaN;
                        case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
                        case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
                    });
        }
        return value;
    }

    static CanonicalValue text(CanonicalValue value) {
        if (value instanceof CanonicalValue.Binary64) {
            return text(number(value));
        }
        if (value instanceof CanonicalValue.Numeric number
                && Math.abs((long) number.value().scale()) <= MAX_PLAIN_SCALE) {
            return new CanonicalValue.Text(number.value().toPlainString());
        }
        if (value instanceof CanonicalValue.NotFinite special) {
            return new CanonicalValue.Text(
                    switch (special) {
                        case NAN -> "NaN";
                        case POSITIVE_INFINITY -> "Infinity";
                        case NEGATIVE_INFINITY -> "-Infinity";
                    });
        }
        if (value instanceof CanonicalValue.Date date) {
            return new CanonicalValue.Text(LocalDate.ofEpochDay(date.epochDay()).toString());
        }
        if (value instanceof CanonicalValue.Json json) {
            return new CanonicalValue.Text(JsonDocument.text(json));
        }
        if (value instanceof CanonicalValue.Bytes binary) {
            try {
                ByteBuffer bytes = binary.value().duplicate();
                return new CanonicalValue.Text(
                        StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            } catch (CharacterCodingException e) {
                return value;
            }
        }
        return value;
    }

    static CanonicalValue utf8(CanonicalValue value) {
        return value instanceof CanonicalValue.Text text ? wrap(text.value().getBytes(StandardCharsets.UTF_8)) : value;
    }

    static CanonicalValue hex(CanonicalValue value) {
        if (!(value instanceof CanonicalValue.Text text)) {
            return value;
        }
        String digits = text.value();
        return wrap(HexFormat.of().parseHex(digits.startsWith("\\x") ? digits.substring(2) : digits));
    }

    /** Either alphabet, with or without padding. */
    static CanonicalValue base64(CanonicalValue value) {
        return value instanceof CanonicalValue.Text text
                ? wrap(Base64.getDecoder().decode(text.value().replace('-', '+').replace('_', '/')))
                : value;
    }

    static CanonicalValue bits(CanonicalValue value) {
        if (value instanceof CanonicalValue.Text text
                && BINARY_DIGITS.matcher(text.value()).matches()) {
            return new CanonicalValue.Bits(new BigInteger("0" + text.value(), 2));
        }
        if (value instanceof CanonicalValue.Numeric number
                && number.value().signum() >= 0
                && Math.abs((long) number.value().scale()) <= MAX_PLAIN_SCALE) {
            return new CanonicalValue.Bits(number.value().toBigIntegerExact());
        }
        return value instanceof CanonicalValue.Bytes binary
                ? new CanonicalValue.Bits(new BigInteger(1, bytes(binary)))
                : value;
    }

    private static CanonicalValue wrap(byte[] bytes) {
        return new CanonicalValue.Bytes(ByteBuffer.wrap(bytes));
    }

    private static byte[] bytes(CanonicalValue.Bytes binary) {
        byte[] copy = new byte[binary.value().remaining()];
        binary.value().get(binary.value().position(), copy);
        return copy;
    }
}
