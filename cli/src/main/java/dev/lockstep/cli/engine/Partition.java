/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The rows of one side whose keys hash alike: what is put aside first, then what is still in memory. Thread-safe. */
final class Partition {
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int READ_BUFFER = 1 << 18;

    private final Spill spill;
    private final MemoryBudget budget;
    private final int leastSpill;

    private byte[] memory = new byte[0];
    private int used;
    private Spill.Place place;
    private long bytes;
    private long rows;

    /** @param leastSpill fewer bytes than this are not worth a write, even if memory is short */
    Partition(Spill spill, MemoryBudget budget, int leastSpill) {
        this.spill = spill;
        this.budget = budget;
        this.leastSpill = leastSpill;
    }

    synchronized void add(byte[] row, int at, int length) throws IOException {
        if (used > 0 && used >= leastSpill && budget.isExhausted()) {
            putAside();
        }
        reserve(length);
        System.arraycopy(row, at, memory, used, length);
        used += length;
        bytes += length;
        rows++;
    }

    private void reserve(int length) {
        if (memory.length - used < length) {
            int capacity = Math.max(Math.max(FIRST_CAPACITY, used + length), memory.length + memory.length / 2);
            budget.take((long) capacity - memory.length);
            memory = Arrays.copyOf(memory, capacity);
        }
    }

    private void putAside() throws IOException {
        if (place == null) {
            place = spill.open();
        }
        place.append(memory, used);
        used = 0;
        if (memory.length > 2 * leastSpill) {
            budget.give(memory.length);
            memory = new byte[0];
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long rows() {
        return rows;
    }

    /** Passes every row on, in no order that means anything. */
    synchronized void forEach(RowVisitor visitor) throws IOException {
        if (place != null) {
            try (InputStream in = new BufferedInputStream(place.read(), READ_BUFFER)) {
                read(in, visitor);
            }
        }
        for (int at = 0; at < used; at += PackedRow.length(memory, at)) {
            visitor.row(memory, at, PackedRow.length(memory, at));
        }
    }

    private static void read(InputStream in, RowVisitor visitor) throws IOException {
        byte[] row = new byte[FIRST_CAPACITY];
        int got;
        while ((got = in.readNBytes(row, 0, Integer.BYTES)) > 0) {
            int length = got == Integer.BYTES ? PackedRow.length(row, 0) : 0;
            row = row.length < length ? Arrays.copyOf(row, length + length / 2) : row;
            int rest = length - Integer.BYTES;
            if (rest <= 0 || in.readNBytes(row, Integer.BYTES, rest) < rest) {
                throw new EOFException("rows put aside were cut short: expected " + rest
                        + " more bytes of a row. Check the space in the folder for temporary files");
            }
            visitor.row(row, 0, length);
        }
    }

    synchronized void discard() throws IOException {
        budget.give(memory.length);
        memory = new byte[0];
        used = 0;
        if (place != null) {
            place.delete();
            place = null;
        }
    }

    /** Sees rows where they lie; must copy what it keeps. */
    @FunctionalInterface
    interface RowVisitor {
        void row(byte[] rows, int at, int length) throws IOException;
    }
}
