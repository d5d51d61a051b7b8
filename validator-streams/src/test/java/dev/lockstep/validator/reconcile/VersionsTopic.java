/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The internal topic of versions: rows, named by where they stand in the data topic, and marks. */
final class VersionsTopic {
    /** Everything below these offsets stands before. */
    @SuppressWarnings("ArrayRecordComponent")
    record Consumed(int[] offsets, int[] ends) {}

    /** Retention removed what was not read. */
    record Lost(int partition, int below) {}

    /** A marker of a round. */
    @SuppressWarnings("ArrayRecordComponent")
    record RoundMark(boolean closes, long round, int[] lo, int[] hi) {}

    private static final int MARK = -1;

    private int[] partitions = new int[256];
    private int[] offsets = new int[256];
    private int[] gapEnds = new int[256];
    private int size;
    private final List<Object> marks = new ArrayList<>();

    int size() {
        return size;
    }

    void appendRow(int partition, int offset, int gapEnd) {
        append(partition, offset, gapEnd);
    }

    void appendMark(Object mark) {
        append(MARK, marks.size(), 0);
        marks.add(mark);
    }

    private void append(int partition, int offset, int gapEnd) {
        if (size == partitions.length) {
            partitions = Arrays.copyOf(partitions, size * 2);
            offsets = Arrays.copyOf(offsets, size * 2);
            gapEnds = Arrays.copyOf(gapEnds, size * 2);
        }
        partitions[size] = partition;
        offsets[size] = offset;
        gapEnds[size++] = gapEnd;
    }

    boolean isRow(int place) {
        return partitions[place] != MARK;
    }

    Object mark(int place) {
        return marks.get(offsets[place]);
    }

    int partition(int place) {
        return partitions[place];
    }

    int offset(int place) {
        return offsets[place];
    }

    int gapEnd(int place) {
        return gapEnds[place];
    }
}
