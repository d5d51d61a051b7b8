/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Canonical values as people are shown them. */
final class Display {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

    private Display() {}

    static Object of(CanonicalValue value) {
        if (value instanceof CanonicalValue.Null) {
            return null;
        }
        if (value instanceof CanonicalValue.Numeric number) {
            return number.value();
        }
        if (value instanceof CanonicalValue.Binary64 number) {
            return number.value();
        }
        if (value instanceof CanonicalValue.Bytes binary) {
            return bytes(binary.value());
        }
        if (value instanceof CanonicalValue.Date date) {
            return LocalDate.ofEpochDay(date.epochDay());
        }
        if (value instanceof CanonicalValue.Timestamp timestamp) {
            return Instant.ofEpochSecond(timestamp.epochSecond(), timestamp.nanos());
        }
        if (value instanceof CanonicalValue.Sequence list) {
            List<Object> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(of(element)));
            return elements;
        }
        if (value instanceof CanonicalValue.Members record) {
            Map<String, Object> members = new LinkedHashMap<>();
            record.members().forEach(member -> members.put(member.name(), of(member.value())));
            return members;
        }
        return text(value);
    }

    /** The text of values that have no type of their own to be shown in. */
    static String text(CanonicalValue value) {
        if (value instanceof CanonicalValue.Text text) {
            return text.value();
        }
        if (value instanceof CanonicalValue.NotFinite special) {
            return switch (special) {
                case NAN -> "NaN";
                case POSITIVE_INFINITY -> "Infinity";
                case NEGATIVE_INFINITY -> "-Infinity";
            };
        }
        if (value instanceof CanonicalValue.InfiniteDate date) {
            return date.positive() ? "infinity" : "-infinity";
        }
        if (value instanceof CanonicalValue.InfiniteTimestamp timestamp) {
            return timestamp.positive() ? "infinity" : "-infinity";
        }
        if (value instanceof CanonicalValue.Time time) {
            return time(time.nanos());
        }
        if (value instanceof CanonicalValue.TimeWithZone time) {
            return time(time.nanos()) + ZoneOffset.ofTotalSeconds(time.offsetSeconds());
        }
        if (value instanceof CanonicalValue.Interval interval) {
            return "P" + interval.months() + "M" + interval.days() + "DT" + seconds(interval.nanos()) + "S";
        }
        if (value instanceof CanonicalValue.Json json) {
            return JsonText.of(json.node());
        }
        if (value instanceof CanonicalValue.Bits bits) {
            return bits.magnitude().signum() == 0 ? "" : bits.magnitude().toString(2);
        }
        if (value instanceof CanonicalValue.Geometry geometry) {
            return "SRID=" + geometry.srid() + ";" + HexFormat.of().formatHex(bytes(geometry.wkb()));
        }
        if (value instanceof CanonicalValue.Vector vector) {
            return vector.elements().toString();
        }
        throw new IllegalArgumentException("an unavailable value has no form to show");
    }

    private static String time(long nanos) {
        if (nanos >= 0 && nanos < NANOS_PER_DAY) {
            return LocalTime.ofNanoOfDay(nanos).toString();
        }
        long seconds = Math.abs(nanos / NANOS_PER_SECOND);
        String fraction = seconds(BigInteger.valueOf(Math.abs(nanos % NANOS_PER_SECOND)));
        return (nanos < 0 ? "-" : "") + twoDigits(seconds / 3600) + ":" + twoDigits(seconds / 60 % 60) + ":"
                + twoDigits(seconds % 60) + fraction.substring(1);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String seconds(BigInteger nanos) {
        BigDecimal seconds = new BigDecimal(nanos, 9).stripTrailingZeros();
        return seconds.toPlainString();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return copy;
    }
}
