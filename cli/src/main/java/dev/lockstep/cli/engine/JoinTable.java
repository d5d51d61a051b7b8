/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.util.Arrays;

/**
 * Distinct rows of both sides in one array, each with how often either side has it; no object per row.
 *
 * <p>An entry is: offset of the next in its chain, count at the source, count at the target, the row. While rows are
 * added, chains are of rows with the same bytes, so that ever so many rows with one key cost no more than others;
 * then they are linked again by key. Owned by one thread.
 */
final class JoinTable {
    private static final int COUNT_AT = Integer.BYTES;
    private static final int ROW_AT = 3 * Integer.BYTES;
    private static final int NONE = -1;
    private static final int MAX_HEADS = 1 << 24;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    private final int[] heads;
    private byte[] entries = new byte[1 << 12];
    private int used;

    JoinTable(long rows) {
        long wanted = Math.max(16, Math.min(MAX_HEADS, rows));
        heads = new int[Integer.highestOneBit((int) wanted)];
        Arrays.fill(heads, NONE);
    }

    void add(Side side, byte[] rows, int at, int length) {
        int content = PackedRow.contentAt(rows, at);
        int slot = slot(PackedRow.hash(rows, at) ^ PackedRow.longAt(rows, content));
        for (int entry = heads[slot]; entry != NONE; entry = next(entry)) {
            int row = entry + ROW_AT;
            if (Arrays.equals(entries, row, row + PackedRow.length(entries, row), rows, at, at + length)) {
                count(entry, side);
                return;
            }
        }
        reserve(ROW_AT + length);
        int entry = used;
        used += ROW_AT + length;
        PackedRow.intAt(entries, entry, heads[slot]);
        PackedRow.intAt(entries, entry + COUNT_AT, 0);
        PackedRow.intAt(entries, entry + 2 * COUNT_AT, 0);
        System.arraycopy(rows, at, entries, entry + ROW_AT, length);
        count(entry, side);
        heads[slot] = entry;
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (heads.length - 1);
    }

    private int next(int entry) {
        return PackedRow.intAt(entries, entry);
    }

    private void count(int entry, Side side) {
        int at = entry + (side == Side.SOURCE ? COUNT_AT : 2 * COUNT_AT);
        PackedRow.intAt(entries, at, Math.addExact(PackedRow.intAt(entries, at), 1));
    }

    private void reserve(int length) {
        if (entries.length - used < length) {
            if (used > MAX_BYTES - length) {
                throw new IllegalStateException("Rows of one key, all different, take more than " + MAX_BYTES
                        + " bytes. Compare by a key that tells rows apart");
            }
            long grown = Math.min(MAX_BYTES, entries.length * 3L / 2 + length);
            entries = Arrays.copyOf(entries, (int) grown);
        }
    }

    /** Passes the rows of each key on together. Nothing may be added afterwards. */
    void forEachGroup(GroupJudge judge) {
        linkByKey();
        Group group = new Group();
        for (int head : heads) {
            int chain = head;
            while (chain != NONE) {
                chain = splitOff(chain, group);
                judge.judge(group);
            }
        }
    }

    private void linkByKey() {
        Arrays.fill(heads, NONE);
        for (int entry = 0; entry < used; entry += ROW_AT + PackedRow.length(entries, entry + ROW_AT)) {
            int slot = slot(PackedRow.hash(entries, entry + ROW_AT));
            PackedRow.intAt(entries, entry, heads[slot]);
            heads[slot] = entry;
        }
    }

    /** Moves the entries with the key of the first into the group; returns the chain of the others. */
    private int splitOff(int chain, Group group) {
        group.clear();
        int others = NONE;
        int entry = chain;
        while (entry != NONE) {
            int following = next(entry);
            if (PackedRow.sameKey(entries, chain + ROW_AT, entry + ROW_AT)) {
                group.add(entry);
            } else {
                PackedRow.intAt(entries, entry, others);
                others = entry;
            }
            entry = following;
        }
        return others;
    }

    /** The distinct rows of one key. Used again for the next key. */
    final class Group {
        private int[] members = new int[4];
        private int size;

        private void clear() {
            size = 0;
        }

        private void add(int entry) {
            if (size == members.length) {
                members = Arrays.copyOf(members, 2 * size);
            }
            members[size++] = entry;
        }

        int size() {
            return size;
        }

        byte[] rows() {
            return entries;
        }

        /** Where the row of a member is in {@link #rows}. */
        int rowAt(int member) {
            return members[member] + ROW_AT;
        }

        int count(int member, Side side) {
            return PackedRow.intAt(entries, members[member] + (side == Side.SOURCE ? COUNT_AT : 2 * COUNT_AT));
        }
    }
}
