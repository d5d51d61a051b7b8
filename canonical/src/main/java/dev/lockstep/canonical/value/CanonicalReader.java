/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads canonical bytes back into values that people can be shown. Not thread-safe.
 *
 * <p>A value becomes: null, {@link BigDecimal} or (NaN, infinities) {@link String} for NUMBER, {@link Double},
 * {@link String}, {@code byte[]}, {@link LocalDate} or {@link String} for DATE, {@link Instant} or {@link String} for
 * TIMESTAMP, {@link List}.
 */
public final class CanonicalReader {
    private final byte[] bytes;
    private int position;

    public CanonicalReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean atEnd() {
        return position == bytes.length;
    }

    /** @throws IllegalArgumentException when the bytes are not one canonical value */
    public Object readValue() {
        Family family = Family.ofTag(readByte());
        return switch (family) {
            case NULL -> null;
            case NUMBER -> readNumber();
            case FLOAT -> Double.longBitsToDouble(readLong());
            case TEXT -> new String(readFramed(), StandardCharsets.UTF_8);
            case BYTES -> readFramed();
            case DATE -> readDate();
            case TIMESTAMP -> readTimestamp();
            case LIST -> readList();
            case UNKNOWN -> throw new IllegalArgumentException("an unavailable value has no form to show");
        };
    }

    /** Reads an unsigned LEB128 length or count. */
    public int readLength() {
        long length = readLeb128();
        if (length < 0 || length > bytes.length) {
            throw new IllegalArgumentException(
                    "length " + Long.toUnsignedString(length) + " at byte " + position + " exceeds what follows");
        }
        return (int) length;
    }

    private Object readNumber() {
        byte sign = readByte();
        return switch (sign) {
            case CanonicalWriter.NUMBER_ZERO -> BigDecimal.ZERO;
            case CanonicalWriter.NUMBER_POSITIVE, CanonicalWriter.NUMBER_NEGATIVE -> {
                int scale = Math.toIntExact(readVarint());
                BigInteger magnitude = new BigInteger(1, readFramed());
                BigDecimal number = new BigDecimal(magnitude, scale);
                yield sign == CanonicalWriter.NUMBER_NEGATIVE ? number.negate() : number;
            }
            case CanonicalWriter.NUMBER_NAN -> "NaN";
            case CanonicalWriter.NUMBER_POSITIVE_INFINITY -> "Infinity";
            case CanonicalWriter.NUMBER_NEGATIVE_INFINITY -> "-Infinity";
            default -> throw new IllegalArgumentException("a number has no sign byte " + sign);
        };
    }

    private Object readDate() {
        return isFinite() ? LocalDate.ofEpochDay(readVarint()) : infinity();
    }

    private Object readTimestamp() {
        return isFinite() ? Instant.ofEpochSecond(readVarint(), readLeb128()) : infinity();
    }

    private boolean isFinite() {
        return readByte() == CanonicalWriter.FINITE;
    }

    private String infinity() {
        return switch (bytes[position - 1]) {
            case CanonicalWriter.POSITIVE_INFINITY -> "infinity";
            case CanonicalWriter.NEGATIVE_INFINITY -> "-infinity";
            default -> throw new IllegalArgumentException("byte " + (position - 1) + " is no kind of infinity");
        };
    }

    private List<Object> readList() {
        int count = readLength();
        List<Object> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(readValue());
        }
        return elements;
    }

    private byte[] readFramed() {
        int length = readLength();
        if (length > bytes.length - position) {
            throw new IllegalArgumentException("the value at byte " + position + " is cut short");
        }
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    private long readVarint() {
        long zigzag = readLeb128();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private long readLeb128() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("the number before byte " + position + " does not end");
    }

    private long readLong() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << Byte.SIZE) | (readByte() & 0xFF);
        }
        return value;
    }

    private byte readByte() {
        if (position == bytes.length) {
            throw new IllegalArgumentException("the bytes end at " + position + " inside a value");
        }
        return bytes[position++];
    }
}
