/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.GridDigest;
import dev.lockstep.canonical.digest.Hash128;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One row as bytes: its length, the hash of its key, whether its content is known, its key, its content.
 *
 * <p>An instance is a buffer to pack rows in, one after the other, owned by one thread; the static methods read rows
 * where they lie. Two rows have the same bytes if and only if key and content are the same.
 */
public final class PackedRow {
    static final int HASH_AT = Integer.BYTES;
    static final int HEADER = HASH_AT + Long.BYTES + 1 + Integer.BYTES;
    private static final int FLAG_AT = HASH_AT + Long.BYTES;
    private static final int KEY_LENGTH_AT = FLAG_AT + 1;
    private static final byte KNOWN = 0;
    private static final byte UNKNOWN = 1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final RowLayout layout;
    private byte[] bytes = new byte[256];
    private int contentAt;

    public PackedRow(RowLayout layout) {
        this.layout = layout;
    }

    /** Begins a row; its content is all zero, which is that of a row whose columns are NULL. */
    public void begin(byte[] key, int keyLength) {
        contentAt = HEADER + keyLength;
        int length = contentAt + layout.contentLength();
        if (bytes.length < length) {
            bytes = new byte[length + length / 2];
        }
        Arrays.fill(bytes, contentAt, length, (byte) 0);
        INT.set(bytes, 0, length);
        bytes[FLAG_AT] = KNOWN;
        INT.set(bytes, KEY_LENGTH_AT, keyLength);
        System.arraycopy(key, 0, bytes, HEADER, keyLength);
        LONG.set(bytes, HASH_AT, Hash128.of(key, 0, keyLength).low());
    }

    /** What the row holds cannot be told: it is equal to nothing and different from nothing. */
    public void unknown() {
        Arrays.fill(bytes, contentAt, length(), (byte) 0);
        bytes[FLAG_AT] = UNKNOWN;
    }

    public void digest(Digest128 digest) {
        put(contentAt, digest);
    }

    public void strict(Digest128 digest) {
        put(contentAt + layout.strictOffset(), digest);
    }

    public void fragment(int column, Digest128 digest) {
        INT.set(bytes, contentAt + layout.fragmentOffset(column), (int) digest.high());
    }

    public void grid(int index, GridDigest grid) {
        int at = contentAt + layout.gridOffset(index);
        LONG.set(bytes, at, grid.first());
        LONG.set(bytes, at + Long.BYTES, grid.second());
    }

    private void put(int at, Digest128 digest) {
        LONG.set(bytes, at, digest.high());
        LONG.set(bytes, at + Long.BYTES, digest.low());
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length(bytes, 0);
    }

    static int length(byte[] rows, int at) {
        return (int) INT.get(rows, at);
    }

    static long hash(byte[] rows, int at) {
        return (long) LONG.get(rows, at + HASH_AT);
    }

    static boolean isUnknown(byte[] rows, int at) {
        return rows[at + FLAG_AT] == UNKNOWN;
    }

    static int keyLength(byte[] rows, int at) {
        return (int) INT.get(rows, at + KEY_LENGTH_AT);
    }

    static byte[] key(byte[] rows, int at) {
        return Arrays.copyOfRange(rows, at + HEADER, contentAt(rows, at));
    }

    static int contentAt(byte[] rows, int at) {
        return at + HEADER + keyLength(rows, at);
    }

    static boolean sameKey(byte[] rows, int a, int b) {
        return Arrays.equals(rows, a + HEADER, contentAt(rows, a), rows, b + HEADER, contentAt(rows, b));
    }

    static int intAt(byte[] rows, int at) {
        return (int) INT.get(rows, at);
    }

    static void intAt(byte[] rows, int at, int value) {
        INT.set(rows, at, value);
    }

    static long longAt(byte[] rows, int at) {
        return (long) LONG.get(rows, at);
    }
}
