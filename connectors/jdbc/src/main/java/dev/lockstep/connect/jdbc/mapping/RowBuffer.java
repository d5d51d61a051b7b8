/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import java.util.Arrays;

/**
 * Where a row is put together, cell by cell, to become one array of bytes: the number of cells in two bytes, then for
 * each cell its length in four bytes, -1 for NULL, and its content. That is a tuple of PostgreSQL's binary COPY; other
 * engines use the same frame. Used again for row after row. Not thread-safe.
 */
public final class RowBuffer {
    /** Where the length of the first cell stands. */
    public static final int FIRST_CELL = Short.BYTES;

    private static final int NULL = -1;

    private static final int SMALLEST = 1_024;
    private static final int KEPT = 4 * 1_024 * 1_024;

    private byte[] bytes = new byte[SMALLEST];
    private int size;
    private int cells;

    public void begin() {
        if (bytes.length > KEPT) {
            bytes = new byte[SMALLEST]; // after a rare large row
        }
        size = 0;
        cells = 0;
        int16(0);
    }

    /** @return a mark for {@link #endCell} */
    public int beginCell() {
        reserve(Integer.BYTES);
        size += Integer.BYTES;
        return size;
    }

    public void endCell(int mark) {
        putInt(mark - Integer.BYTES, size - mark);
        cells++;
    }

    public void nullCell() {
        int32(NULL);
        cells++;
    }

    /**
     * Copies a cell from another row.
     *
     * @param offset where the cell's length stands
     * @return where the next cell's length stands
     */
    public int copyCell(byte[] from, int offset) {
        int end = endOfCell(from, offset);
        raw(from, offset, end - offset);
        cells++;
        return end;
    }

    /** Where the length of the next cell stands, or the row ends. */
    public static int endOfCell(byte[] row, int offset) {
        int length = ((row[offset] & 0xff) << 24)
                | ((row[offset + 1] & 0xff) << 16)
                | ((row[offset + 2] & 0xff) << 8)
                | (row[offset + 3] & 0xff);
        return offset + Integer.BYTES + Math.max(length, 0);
    }

    void int8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void int16(int value) {
        reserve(Short.BYTES);
        bytes[size] = (byte) (value >> 8);
        bytes[size + 1] = (byte) value;
        size += Short.BYTES;
    }

    void int32(int value) {
        reserve(Integer.BYTES);
        putInt(size, value);
        size += Integer.BYTES;
    }

    void int64(long value) {
        reserve(Long.BYTES);
        putInt(size, (int) (value >> 32));
        putInt(size + Integer.BYTES, (int) value);
        size += Long.BYTES;
    }

    void raw(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /**
     * Text in UTF-8.
     *
     * @throws UnwritableValueException for what no database can store as text, or a driver would change
     */
    void text(String text) {
        int length = text.length();
        reserve(3 * length);
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0 || c >= 0x80) {
                size = at;
                textBeyondAscii(text, i);
                return;
            }
            to[at++] = (byte) c;
        }
        size = at;
    }

    private void textBeyondAscii(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw TextValue.nul();
            } else if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | (c >> 6));
                bytes[size++] = (byte) (0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                bytes[size++] = (byte) (0xe0 | (c >> 12));
                bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                bytes[size++] = (byte) (0x80 | (c & 0x3f));
            } else {
                i++;
                if (!Character.isHighSurrogate(c) || i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    throw TextValue.halfPair();
                }
                int point = Character.toCodePoint(c, text.charAt(i));
                bytes[size++] = (byte) (0xf0 | (point >> 18));
                bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                bytes[size++] = (byte) (0x80 | (point & 0x3f));
            }
        }
    }

    /** What was written since {@link #begin}, as an array of its own. */
    public byte[] image() {
        bytes[0] = (byte) (cells >> 8);
        bytes[1] = (byte) cells;
        return Arrays.copyOf(bytes, size);
    }

    private void putInt(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + bytes.length / 2));
        }
    }
}
