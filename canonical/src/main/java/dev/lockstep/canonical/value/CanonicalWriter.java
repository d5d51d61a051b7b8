/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

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
 * <p>Not thread-safe; owned by the call that made it. Reused by {@link #truncate} it makes no garbage.
 */
public final class CanonicalWriter extends GrowingBuffer {
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

    /** The two nodes of JSON that no family has; its null, numbers, text, arrays and objects are written as such. */
    static final byte JSON_FALSE = 0x11;

    static final byte JSON_TRUE = 0x12;

    private static final long CANONICAL_NAN = 0x7FF8000000000000L;
    private static final int CANONICAL_FLOAT_NAN = 0x7FC00000;

    public void writeNull() {
        writeByte(Family.NULL.tag());
    }

    public void writeUnknown() {
        writeByte(Family.UNKNOWN.tag());
    }

    public void writeNumber(long value) {
        writeNumber(value, 0);
    }

    /** The number {@code unscaled · 10^-scale}, by value. */
    void writeNumber(long unscaled, int scale) {
        reserve(2 + MAX_LEB128 + 1 + Long.BYTES);
        bytes[size++] = Family.NUMBER.tag();
        if (unscaled == 0) {
            bytes[size++] = NUMBER_ZERO;
            return;
        }
        long digits = unscaled;
        int strippedScale = scale;
        while ((digits & 1) == 0 && digits % 10 == 0 && strippedScale > Integer.MIN_VALUE) {
            digits /= 10;
            strippedScale--;
        }
        bytes[size++] = digits > 0 ? NUMBER_POSITIVE : NUMBER_NEGATIVE;
        writeVarint(strippedScale);
        // The magnitude of the smallest long is right as well when it is read as unsigned.
        long magnitude = Math.abs(digits);
        int length = Long.BYTES - Long.numberOfLeadingZeros(magnitude) / Byte.SIZE;
        bytes[size++] = (byte) length;
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (magnitude >>> shift);
        }
    }

    /** By value: 5, 5.00 and 50E-1 are one number. */
    public void writeNumber(BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        if (unscaled.bitLength() < Long.SIZE) {
            writeNumber(unscaled.longValue(), value.scale());
            return;
        }
        BigDecimal stripped = Decimals.strip(value);
        byte[] magnitude = stripped.unscaledValue().abs().toByteArray();
        int leading = magnitude[0] == 0 ? 1 : 0;
        writeByte(Family.NUMBER.tag());
        writeByte(stripped.signum() > 0 ? NUMBER_POSITIVE : NUMBER_NEGATIVE);
        writeVarint(stripped.scale());
        writeLength(magnitude.length - leading);
        writeRaw(magnitude, leading, magnitude.length);
    }

    /** NaN and the infinities that PostgreSQL's numeric can hold. */
    public void writeNumber(CanonicalValue.NotFinite value) {
        writeByte(Family.NUMBER.tag());
        writeByte(
                switch (value) {
                    case NAN -> NUMBER_NAN;
                    case POSITIVE_INFINITY -> NUMBER_POSITIVE_INFINITY;
                    case NEGATIVE_INFINITY -> NUMBER_NEGATIVE_INFINITY;
                });
    }

    /** Binary64 by bits, except that −0 is 0 and there is one NaN. */
    public void writeFloat(double value) {
        writeByte(Family.FLOAT.tag());
        writeLong(Double.isNaN(value) ? CANONICAL_NAN : Double.doubleToRawLongBits(value == 0 ? 0.0 : value));
    }

    /** @throws CharacterCodingException when the text holds half of a surrogate pair */
    public void writeText(String value) throws CharacterCodingException {
        writeByte(Family.TEXT.tag());
        writeFramed(value, 0, value.length());
    }

    public void writeBytes(byte[] value) {
        writeByte(Family.BYTES.tag());
        writeFramed(value);
    }

    void writeBytes(ByteBuffer value) {
        writeByte(Family.BYTES.tag());
        writeFramed(value);
    }

    /** @param magnitude the bits as a number that is not negative: leading zeros are not carried */
    public void writeBits(BigInteger magnitude) {
        byte[] twosComplement = magnitude.toByteArray();
        int leading = twosComplement[0] == 0 ? 1 : 0;
        writeByte(Family.BITS.tag());
        writeLength(twosComplement.length - leading);
        writeRaw(twosComplement, leading, twosComplement.length);
    }

    /** @param epochDay days since 1970-01-01 */
    public void writeDate(long epochDay) {
        writeByte(Family.DATE.tag());
        writeByte(FINITE);
        writeVarint(epochDay);
    }

    public void writeInfiniteDate(boolean positive) {
        writeByte(Family.DATE.tag());
        writeByte(positive ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
    }

    /** @param nanos nanoseconds since midnight; 24:00 and, for MySQL, times beyond a day on either side are allowed */
    public void writeTime(long nanos) {
        writeByte(Family.TIME.tag());
        writeVarint(nanos);
    }

    /** @param nanos nanoseconds since midnight at {@code offsetSeconds} east of UTC */
    public void writeTimeWithZone(long nanos, int offsetSeconds) {
        writeByte(Family.TIMETZ.tag());
        writeLength(nanos);
        writeVarint(offsetSeconds);
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

    /** Three numbers that do not add up: a month is no number of days, and a day no number of hours. */
    public void writeInterval(long months, long days, BigInteger nanos) {
        writeByte(Family.INTERVAL.tag());
        writeVarint(months);
        writeVarint(days);
        writeVarint(nanos);
    }

    /** Opens a list; its {@code count} elements follow, each a value of its own. */
    public void writeListHeader(int count) {
        writeByte(Family.LIST.tag());
        writeLength(count);
    }

    /** Opens a record; its {@code count} members follow in the order of their names' bytes, each a name and a value. */
    public void writeRecordHeader(int count) {
        writeByte(Family.RECORD.tag());
        writeLength(count);
    }

    /** The name of a member of a record. */
    public void writeName(String name) throws CharacterCodingException {
        writeFramed(name, 0, name.length());
    }

    /** Opens a JSON document; one node follows. */
    public void writeJsonHeader() {
        writeByte(Family.JSON.tag());
    }

    /** @param wkb well-known binary as {@link WellKnownBinary} leaves it */
    void writeGeometry(int srid, ByteBuffer wkb) {
        writeByte(Family.GEOMETRY.tag());
        writeVarint(srid);
        writeFramed(wkb);
    }

    /** Opens a vector; its {@code dimensions} elements follow. */
    public void writeVectorHeader(int dimensions) {
        writeByte(Family.VECTOR.tag());
        writeLength(dimensions);
    }

    /** Binary32 by bits, except that −0 is 0 and there is one NaN. */
    public void writeVectorElement(float value) {
        int bits = Float.isNaN(value) ? CANONICAL_FLOAT_NAN : Float.floatToRawIntBits(value == 0 ? 0f : value);
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }
}
