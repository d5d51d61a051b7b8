/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.digest;

import java.util.List;

/**
 * The digests of the two cells a value lies in, of two grids shifted by half a cell: two values are within tolerance
 * if they share a cell of either. One grid alone would part neighbours at the edges of its cells.
 */
public record GridDigest(long first, long second) {
    /** Of a column that is NULL. */
    public static final GridDigest NULL = new GridDigest(0, 0);

    /** Bytes of one on the wire, big-endian. */
    public static final int BYTES = 16;

    public boolean matches(GridDigest other) {
        return first == other.first || second == other.second;
    }

    /** Whether the tolerant columns of two rows match, one by one; lists of different columns never do. */
    public static boolean match(List<GridDigest> a, List<GridDigest> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).matches(b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
