/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.value;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Bytes that grow at their end, with the few forms of numbers and lengths that all families are made of. */
abstract class GrowingBuffer {
    static final int MAX_LEB128 = 10;

    byte[] bytes = new byte[256];
    int size;

    public final byte[] array() {
        return bytes;
    }

    public final int size() {
        return size;
    }

    public final byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets everything after the first {@code length} bytes. */
    public final void truncate(int length) {
        size = length;
    }

    public final void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Unsigned LEB128, for lengths and counts. */
    public final void writeLength(long value) {
        reserve(MAX_LEB128);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Zig-zag LEB128, for signed numbers. */
    final void writeVarint(long value) {
        writeLength((value << 1) ^ (value >> 63));
    }

    /** The same for numbers of any size: LEB128 has no largest number. */
    final void writeVarint(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            writeVarint(value.longValue());
            return;
        }
        BigInteger rest = value.shiftLeft(1);
        rest = value.signum() < 0 ? rest.negate().subtract(BigInteger.ONE) : rest;
        while (rest.bitLength() > 7) {
            writeByte(rest.intValue() | 0x80);
            rest = rest.shiftRight(7);
        }
        writeByte(rest.intValue());
    }

    final void writeLong(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Bytes preceded by their number. */
    public final void writeFramed(byte[] value) {
        writeLength(value.length);
        writeRaw(value);
    }

    /** What remains of the buffer, preceded by the number of bytes; the buffer's position stays. */
    final void writeFramed(ByteBuffer value) {
        int length = value.remaining();
        writeLength(length);
        reserve(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    /** Part of a text as UTF-8, preceded by the number of bytes. */
    final void writeFramed(String text, int from, int to) throws CharacterCodingException {
        int chars = to - from;
        int start = size;
        writeLength(chars);
        reserve(chars);
        if (Utf8.copyAscii(text, from, to, bytes, size) == chars) {
            size += chars;
            return;
        }
        size = start;
        int length = Utf8.length(text, from, to);
        writeLength(length);
        reserve(length);
        size = Utf8.encode(text, from, to, bytes, size);
    }

    /** Bytes as they are: the caller answers for framing. */
    final void writeRaw(byte[] value) {
        writeRaw(value, 0, value.length);
    }

    final void writeRaw(byte[] value, int from, int to) {
        reserve(to - from);
        System.arraycopy(value, from, bytes, size, to - from);
        size += to - from;
    }

    final void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, count)));
        }
    }
}
