/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.convert;

import dev.lockstep.canonical.value.CanonicalValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.errors.DataException;

/** What a value of one kind is as one of another: only what has a meaning, and nothing that loses a part. */
final class Casts {
    private static final int UUID_BYTES = 16;
    private static final Set<Kind> NUMBERS = EnumSet.of(Kind.WHOLE, Kind.FLOAT, Kind.DECIMAL);

    private Casts() {}

    /**
     * From kind to kind.
     *
     * @param target what errors call the target
     * @throws DataException when no value of the one is ever one of the other; the message says what to do instead
     */
    static UnaryOperator<CanonicalValue> of(Kind from, Kind to, String target) {
        if (from == to || (NUMBERS.contains(from) && NUMBERS.contains(to))) {
            return value -> value;
        }
        UnaryOperator<CanonicalValue> cast = switch (to) {
            case BOOLEAN -> toBoolean(from);
            case WHOLE, FLOAT, DECIMAL -> toNumber(from);
            case TEXT -> toText(from);
            case BYTES -> toBytes(from);
            case UUID -> toUuid(from);
            case JSON -> toJson(from);
            case DATE, TIME, ZONED_TIME, TIMESTAMP, ZONED_TIMESTAMP, INTERVAL -> toTemporal(from, to);
            case BITS, COMPOSITE, OTHER -> null;
        };
        if (cast == null) {
            throw new DataException(
                    "There is no conversion from " + from.words() + " to " + target + ". " + advice(from, to));
        }
        return cast;
    }

    private static UnaryOperator<CanonicalValue> toBoolean(Kind from) {
        if (from == Kind.TEXT) {
            return value -> Texts.truth(((CanonicalValue.Text) value).value());
        }
        return from.isNumber() ? Casts::truthOfNumber : null;
    }

    private static CanonicalValue truthOfNumber(CanonicalValue value) {
        if (value instanceof CanonicalValue.Numeric number) {
            if (number.value().signum() == 0) {
                return CanonicalValue.Truth.FALSE;
            }
            if (number.value().compareTo(BigDecimal.ONE) == 0) {
                return CanonicalValue.Truth.TRUE;
            }
        }
        throw Refusal.of(
                "a boolean, which of numbers only 0 and 1 are",
                "another number",
                "Say with map(…) which is" + " which");
    }

    private static UnaryOperator<CanonicalValue> toNumber(Kind from) {
        return switch (from) {
            case BOOLEAN ->
                value -> new CanonicalValue.Numeric(
                        value == CanonicalValue.Truth.TRUE ? BigDecimal.ONE : BigDecimal.ZERO);
            case TEXT -> value -> Texts.number(((CanonicalValue.Text) value).value());
            case BITS -> value -> new CanonicalValue.Numeric(new BigDecimal(((CanonicalValue.Bits) value).magnitude()));
            default -> null;
        };
    }

    private static UnaryOperator<CanonicalValue> toText(Kind from) {
        return switch (from) {
            case UUID, JSON -> value -> value;
            case COMPOSITE -> null;
            default -> value -> new CanonicalValue.Text(Texts.of(value, from));
        };
    }

    private static UnaryOperator<CanonicalValue> toBytes(Kind from) {
        return switch (from) {
            case TEXT, JSON -> value -> new CanonicalValue.Bytes(Texts.utf8(((CanonicalValue.Text) value).value()));
            case UUID -> value -> new CanonicalValue.Bytes(uuidBytes(((CanonicalValue.Text) value).value()));
            default -> null;
        };
    }

    private static ByteBuffer uuidBytes(String text) {
        java.util.UUID uuid = java.util.UUID.fromString(Texts.uuid(text));
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES);
        return bytes.putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip();
    }

    private static UnaryOperator<CanonicalValue> toUuid(Kind from) {
        return switch (from) {
            case TEXT -> value -> new CanonicalValue.Text(Texts.uuid(((CanonicalValue.Text) value).value()));
            case BYTES ->
                value -> {
                    ByteBuffer bytes = ((CanonicalValue.Bytes) value).value().slice();
                    if (bytes.remaining() != UUID_BYTES) {
                        throw Refusal.of(
                                "the 16 bytes of a uuid",
                                bytes.remaining() + " bytes",
                                "Bytes that are the text of one become it with to(string) before");
                    }
                    return new CanonicalValue.Text(new java.util.UUID(bytes.getLong(), bytes.getLong()).toString());
                };
            default -> null;
        };
    }

    private static UnaryOperator<CanonicalValue> toJson(Kind from) {
        return switch (from) {
            case TEXT -> value -> new CanonicalValue.Text(Texts.json(((CanonicalValue.Text) value).value()));
            case BOOLEAN, WHOLE, DECIMAL, FLOAT ->
                value -> {
                    if (value instanceof CanonicalValue.NotFinite) {
                        throw Refusal.of(
                                "a number that JSON has",
                                Refusal.found(value),
                                "Make it null before, with null-if('NaN', 'Infinity', '-Infinity') of its text");
                    }
                    return new CanonicalValue.Text(Texts.of(value, from));
                };
            default -> null;
        };
    }

    private static UnaryOperator<CanonicalValue> toTemporal(Kind from, Kind to) {
        if (from == Kind.TEXT) {
            return value -> TemporalTexts.parse(((CanonicalValue.Text) value).value(), to);
        }
        if (from == Kind.DATE && to == Kind.TIMESTAMP) {
            return Casts::midnight;
        }
        return from == Kind.TIMESTAMP && to == Kind.DATE ? Casts::day : null;
    }

    private static CanonicalValue midnight(CanonicalValue value) {
        return value instanceof CanonicalValue.Date date
                ? new CanonicalValue.Timestamp(Math.multiplyExact(date.epochDay(), TemporalTexts.SECONDS_PER_DAY), 0)
                : new CanonicalValue.InfiniteTimestamp(((CanonicalValue.InfiniteDate) value).positive());
    }

    private static CanonicalValue day(CanonicalValue value) {
        if (value instanceof CanonicalValue.InfiniteTimestamp infinite) {
            return new CanonicalValue.InfiniteDate(infinite.positive());
        }
        CanonicalValue.Timestamp timestamp = (CanonicalValue.Timestamp) value;
        if (timestamp.nanos() != 0 || Math.floorMod(timestamp.epochSecond(), TemporalTexts.SECONDS_PER_DAY) != 0) {
            throw Refusal.of(
                    "a timestamp at midnight, which is a date",
                    "one with a time of day",
                    "If the time is not wanted, drop it in so many words: format-timestamp('uuuu-MM-dd') to(date)");
        }
        return new CanonicalValue.Date(Math.floorDiv(timestamp.epochSecond(), TemporalTexts.SECONDS_PER_DAY));
    }

    /** What leads from the one to the other all the same. */
    private static String advice(Kind from, Kind to) {
        boolean zones = (from == Kind.TIMESTAMP && to == Kind.ZONED_TIMESTAMP)
                || (from == Kind.ZONED_TIMESTAMP && (to == Kind.TIMESTAMP || to == Kind.DATE));
        if (zones) {
            return "It depends on a zone: write at-zone('Europe/Berlin'), or the zone that is meant";
        }
        boolean temporal = to == Kind.DATE || to == Kind.TIMESTAMP || to == Kind.ZONED_TIMESTAMP;
        if (from.isNumber() && temporal) {
            return "A number counts from 1970 in some unit: write epoch(s), epoch(ms), epoch(us) or epoch(ns)";
        }
        if (to.isNumber() && (from == Kind.DATE || from == Kind.TIMESTAMP || from == Kind.ZONED_TIMESTAMP)) {
            return "To count from 1970 write to-epoch(s), to-epoch(ms), to-epoch(us) or to-epoch(ns)";
        }
        if (from == Kind.COMPOSITE) {
            return "A list or an object becomes a text with emit-json";
        }
        if (to == Kind.COMPOSITE) {
            return "A text becomes a list or an object with parse-json";
        }
        if (from == Kind.BYTES) {
            return "Bytes become a text with to(string) (UTF-8), to-hex or to-base64, and the text may then be converted";
        }
        if (to == Kind.BYTES) {
            return "Make it a text first, with to(string)";
        }
        return "If it has a meaning for you, go by way of a text: to(string), replace(…) or map(…), then this";
    }
}
