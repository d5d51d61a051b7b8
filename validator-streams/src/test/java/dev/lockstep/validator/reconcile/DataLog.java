/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Arrays;

/** One partition of the data topic: all that was ever written, and which of it can still be read. */
final class DataLog {
    static final int NONE = -1;

    private static final byte REMOVED = 1;
    private static final byte UNREADABLE = 2;
    private static final byte LOST = 4;

    private int[] keys = new int[256];
    private int[] values = new int[256];
    private int[] before = new int[256];
    private int[] after = new int[256];
    private byte[] flags = new byte[256];
    private final int[] newest;
    private int end;
    private int start;

    DataLog(int keyCount) {
        newest = new int[keyCount];
        Arrays.fill(newest, NONE);
    }

    int end() {
        return end;
    }

    int start() {
        return start;
    }

    int key(int offset) {
        return keys[offset];
    }

    int value(int offset) {
        return values[offset];
    }

    boolean unreadable(int offset) {
        return (flags[offset] & UNREADABLE) != 0;
    }

    /** Whether the version was removed before the validator could read it, by retention. */
    boolean lost(int offset) {
        return (flags[offset] & LOST) != 0;
    }

    int append(int key, int value, boolean unreadable) {
        int offset = next();
        keys[offset] = key;
        values[offset] = value;
        flags[offset] = unreadable ? UNREADABLE : 0;
        before[offset] = newest[key];
        after[offset] = NONE;
        if (newest[key] != NONE) {
            after[newest[key]] = offset;
        }
        newest[key] = offset;
        return offset;
    }

    /** An offset that no reader returns. */
    void appendMarker() {
        int offset = next();
        keys[offset] = NONE;
        flags[offset] = REMOVED;
    }

    private int next() {
        if (end == keys.length) {
            int size = end * 2;
            keys = Arrays.copyOf(keys, size);
            values = Arrays.copyOf(values, size);
            before = Arrays.copyOf(before, size);
            after = Arrays.copyOf(after, size);
            flags = Arrays.copyOf(flags, size);
        }
        return end++;
    }

    /** The first offset from here on that a reader gets; the end where there is none. */
    int readableFrom(int offset) {
        int at = Math.max(offset, start);
        while (at < end && (flags[at] & REMOVED) != 0) {
            at++;
        }
        return at;
    }

    /** The newest version of a key below an offset, whether or not it can still be read; {@link #NONE} if none. */
    int newestBelow(int key, int offset) {
        int at = newest[key];
        while (at >= offset) {
            at = before[at];
        }
        return at;
    }

    int newest(int key) {
        return newest[key];
    }

    /** The version of the same key before this one. */
    int before(int offset) {
        return before[offset];
    }

    /** Below an offset, leaves only the newest version of each key. */
    int compact(int below) {
        int removed = 0;
        for (int at = start; at < below; at++) {
            if ((flags[at] & REMOVED) == 0 && after[at] != NONE && after[at] < below) {
                flags[at] |= REMOVED;
                removed++;
            }
        }
        return removed;
    }

    /** Removes all below an offset; what is from {@code unread} on, nobody has read. */
    void expire(int below, int unread) {
        for (int at = Math.max(start, unread); at < below; at++) {
            flags[at] |= LOST;
        }
        start = Math.max(start, below);
    }
}
