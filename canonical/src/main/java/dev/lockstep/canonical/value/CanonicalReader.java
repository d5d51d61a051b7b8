/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads canonical bytes back into values. Not thread-safe.
 *
 * <p>{@link #read} gives the value in its family; {@link #readValue} gives what people can be shown: null,
 * {@link BigDecimal} or (NaN, infinities) {@link String} for NUMBER, {@link Double}, {@link String}, {@code byte[]},
 * {@link LocalDate} or {@link String} for DATE, {@link Instant} or {@link String} for TIMESTAMP, {@link List}, a
 * {@link java.util.Map} for RECORD, and the {@link String} of every other family.
 */
public final class CanonicalReader {
    private static final int MAX_DEPTH = 1_024;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int depth;

    public CanonicalReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part of an array, which the caller leaves alone meanwhile. */
    public CanonicalReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** @throws IllegalArgumentException when the bytes are not one canonical value, or one that is UNKNOWN */
    public Object readValue() {
        return Display.of(read());
    }

    /** @throws IllegalArgumentException when the bytes are not one canonical value */
    public CanonicalValue read() {
        Family family = Family.ofTag(readByte());
        return switch (family) {
            case NULL -> new CanonicalValue.Null();
            case UNKNOWN -> new CanonicalValue.Unknown();
            case NUMBER -> readNumber();
            case FLOAT -> new CanonicalValue.Binary64(Double.longBitsToDouble(readFixed(Long.BYTES)));
            case TEXT -> new CanonicalValue.Text(readText());
            case BYTES -> new CanonicalValue.Bytes(readFramed());
            case BITS -> new CanonicalValue.Bits(readMagnitude());
            case DATE ->
                isFinite() ? new CanonicalValue.Date(readVarint()) : new CanonicalValue.InfiniteDate(isPositive());
            case TIME -> new CanonicalValue.Time(readVarint());
            case TIMETZ -> new CanonicalValue.TimeWithZone(readLeb128(), (int) readVarint());
            case TIMESTAMP ->
                isFinite()
                        ? new CanonicalValue.Timestamp(readVarint(), (int) readLeb128())
                        : new CanonicalValue.InfiniteTimestamp(isPositive());
            case INTERVAL -> new CanonicalValue.Interval(readVarint(), readVarint(), readBigVarint());
            case JSON -> new CanonicalValue.Json(readNode());
            case LIST -> readList(false);
            case RECORD -> readRecord(false);
            case GEOMETRY -> new CanonicalValue.Geometry((int) readVarint(), readFramed());
            case VECTOR -> readVector();
        };
    }

    /** Reads an unsigned LEB128 length or count. */
    public int readLength() {
        long length = readLeb128();
        if (length < 0 || length > end) {
            throw new IllegalArgumentException(
                    "length " + Long.toUnsignedString(length) + " at byte " + position + " exceeds what follows");
        }
        return (int) length;
    }

    private CanonicalValue readNumber() {
        byte sign = readByte();
        return switch (sign) {
            case CanonicalWriter.NUMBER_ZERO -> new CanonicalValue.Numeric(BigDecimal.ZERO);
            case CanonicalWriter.NUMBER_POSITIVE, CanonicalWriter.NUMBER_NEGATIVE -> {
                int scale = Math.toIntExact(readVarint());
                BigDecimal number = new BigDecimal(readMagnitude(), scale);
                yield new CanonicalValue.Numeric(sign == CanonicalWriter.NUMBER_NEGATIVE ? number.negate() : number);
            }
            case CanonicalWriter.NUMBER_NAN -> CanonicalValue.NotFinite.NAN;
            case CanonicalWriter.NUMBER_POSITIVE_INFINITY -> CanonicalValue.NotFinite.POSITIVE_INFINITY;
            case CanonicalWriter.NUMBER_NEGATIVE_INFINITY -> CanonicalValue.NotFinite.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("a number has no sign byte " + sign);
        };
    }

    private boolean isFinite() {
        return readByte() == CanonicalWriter.FINITE;
    }

    private boolean isPositive() {
        return switch (bytes[position - 1]) {
            case CanonicalWriter.POSITIVE_INFINITY -> true;
            case CanonicalWriter.NEGATIVE_INFINITY -> false;
            default -> throw new IllegalArgumentException("byte " + (position - 1) + " is no kind of infinity");
        };
    }

    private CanonicalValue readNode() {
        byte tag = position < end ? bytes[position] : 0;
        if (tag == CanonicalWriter.JSON_FALSE || tag == CanonicalWriter.JSON_TRUE) {
            return readByte() == CanonicalWriter.JSON_TRUE ? CanonicalValue.Truth.TRUE : CanonicalValue.Truth.FALSE;
        }
        Family family = Family.ofTag(readByte());
        return switch (family) {
            case NULL -> new CanonicalValue.Null();
            case NUMBER -> readNumber();
            case TEXT -> new CanonicalValue.Text(readText());
            case LIST -> readList(true);
            case RECORD -> readRecord(true);
            case FLOAT, BYTES, DATE, TIME, TIMETZ, TIMESTAMP, INTERVAL, JSON, GEOMETRY, VECTOR, UNKNOWN, BITS ->
                throw new IllegalArgumentException("JSON has no " + family + ", found at byte " + (position - 1));
        };
    }

    private CanonicalValue readList(boolean json) {
        int count = readLength();
        enter();
        List<CanonicalValue> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(json ? readNode() : read());
        }
        depth--;
        return new CanonicalValue.Sequence(elements);
    }

    private CanonicalValue readRecord(boolean json) {
        int count = readLength();
        enter();
        List<CanonicalValue.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new CanonicalValue.Member(readText(), json ? readNode() : read()));
        }
        depth--;
        return new CanonicalValue.Members(members);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("values are nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private CanonicalValue readVector() {
        int dimensions = readLength();
        List<Float> elements = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            elements.add(Float.intBitsToFloat((int) readFixed(Integer.BYTES)));
        }
        return new CanonicalValue.Vector(elements);
    }

    private String readText() {
        int length = checkedLength();
        position += length;
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    private BigInteger readMagnitude() {
        int length = checkedLength();
        position += length;
        return new BigInteger(1, bytes, position - length, length);
    }

    private ByteBuffer readFramed() {
        int length = checkedLength();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, position, copy, 0, length);
        position += length;
        return ByteBuffer.wrap(copy);
    }

    private int checkedLength() {
        int length = readLength();
        if (length > end - position) {
            throw new IllegalArgumentException("the value at byte " + position + " is cut short");
        }
        return length;
    }

    private long readVarint() {
        long zigzag = readLeb128();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private BigInteger readBigVarint() {
        BigInteger zigzag = BigInteger.ZERO;
        byte next;
        int shift = 0;
        do {
            next = readByte();
            zigzag = zigzag.or(BigInteger.valueOf(next & 0x7F).shiftLeft(shift));
            shift += 7;
        } while (next < 0);
        BigInteger half = zigzag.shiftRight(1);
        return zigzag.testBit(0) ? half.not() : half;
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

    private long readFixed(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << Byte.SIZE) | (readByte() & 0xFF);
        }
        return value;
    }

    private byte readByte() {
        if (position == end) {
            throw new IllegalArgumentException("the bytes end at " + position + " inside a value");
        }
        return bytes[position++];
    }
}
