/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes canonical values, one after the other, into a buffer that grows.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li><b>F (framing)</b> every value is self-delimiting: no sequence of values has the bytes of another sequence.
 *   <li><b>I (injectivity)</b> two values of one family have the same bytes if and only if they mean the same.
 * </ul>
 *
 * <p>Not thread-safe; owned by the call that made it.
 */
public final class CanonicalWriter {
    /** First byte of the payload of families that have values outside their range. */
    static final byte FINITE = 0;

    static final byte POSITIVE_INFINITY = 1;
    static final byte NEGATIVE_INFINITY = 2;

    static final byte NUMBER_ZERO = 0;
    static final byte NUMBER_POSITIVE = 1;
    static final byte NUMBER_NEGATIVE = 2;
    static final byte NUMBER_NAN = 3;
    static final byte NUMBER_POSITIVE_INFINITY = 4;
    static final byte NUMBER_NEGATIVE_INFINITY = 5;

    private static final long CANONICAL_NAN = 0x7FF8000000000000L;

    private byte[] bytes = new byte[256];
    private int size;

    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets everything after the first {@code length} bytes. */
    public void truncate(int length) {
        size = length;
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Unsigned LEB128, for lengths and counts. */
    public void writeLength(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Zig-zag LEB128, for signed numbers. */
    private void writeVarint(long value) {
        writeLength((value << 1) ^ (value >> 63));
    }

    private void writeLong(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Bytes preceded by their number. */
    public void writeFramed(byte[] value) {
        writeLength(value.length);
        writeRaw(value);
    }

    /** Bytes as they are: the caller answers for framing. */
    void writeRaw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public void writeNull() {
        writeByte(Family.NULL.tag());
    }

    public void writeUnknown() {
        writeByte(Family.UNKNOWN.tag());
    }

    public void writeNumber(long value) {
        writeNumber(BigDecimal.valueOf(value));
    }

    /** By value: 5, 5.00 and 50E-1 are one number. */
    public void writeNumber(BigDecimal value) {
        writeByte(Family.NUMBER.tag());
        if (value.signum() == 0) {
            writeByte(NUMBER_ZERO);
            return;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        BigInteger magnitude = stripped.unscaledValue().abs();
        writeByte(stripped.signum() > 0 ? NUMBER_POSITIVE : NUMBER_NEGATIVE);
        writeVarint(stripped.scale());
        writeFramed(minimal(magnitude.toByteArray()));
    }

    /** Binary64 by bits, except that −0 is 0 and there is one NaN. */
    public void writeFloat(double value) {
        writeByte(Family.FLOAT.tag());
        if (Double.isNaN(value)) {
            writeLong(CANONICAL_NAN);
        } else {
            writeLong(Double.doubleToRawLongBits(value == 0 ? 0.0 : value));
        }
    }

    /** @throws CharacterCodingException when the text holds half of a surrogate pair */
    public void writeText(String value) throws CharacterCodingException {
        writeByte(Family.TEXT.tag());
        ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        int length = utf8.remaining();
        writeLength(length);
        reserve(length);
        utf8.get(bytes, size, length);
        size += length;
    }

    public void writeBytes(byte[] value) {
        writeByte(Family.BYTES.tag());
        writeFramed(value);
    }

    /** @param epochDay days since 1970-01-01 */
    public void writeDate(long epochDay) {
        writeByte(Family.DATE.tag());
        writeByte(FINITE);
        writeVarint(epochDay);
    }

    /** @param nanos nanoseconds of the second, 0 to 999,999,999 */
    public void writeTimestamp(long epochSecond, int nanos) {
        writeByte(Family.TIMESTAMP.tag());
        writeByte(FINITE);
        writeVarint(epochSecond);
        writeLength(nanos);
    }

    public void writeInfiniteTimestamp(boolean positive) {
        writeByte(Family.TIMESTAMP.tag());
        writeByte(positive ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
    }

    /** Opens a list; its {@code count} elements follow, each a value of its own. */
    public void writeListHeader(int count) {
        writeByte(Family.LIST.tag());
        writeLength(count);
    }

    private static byte[] minimal(byte[] magnitude) {
        return magnitude[0] == 0 ? Arrays.copyOfRange(magnitude, 1, magnitude.length) : magnitude;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }
}
