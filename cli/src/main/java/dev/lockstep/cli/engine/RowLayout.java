/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.GridDigest;
import java.util.List;

/**
 * What the content of a packed row holds, in this order: the digest under the policy; the strict digest, if there are
 * rules; four bytes of each column's digest, which only name what differs; the cells of the columns with tolerance.
 *
 * @param keyed whether rows are told apart by a key; otherwise by their digest, and equal ones are counted
 * @param strict whether a strict digest is carried beside the digest
 * @param columns how many columns have a fragment
 * @param tolerant the columns compared with tolerance, by index, ascending
 */
public record RowLayout(boolean keyed, boolean strict, int columns, List<Integer> tolerant) {
    static final int FRAGMENT = Integer.BYTES;

    public RowLayout {
        tolerant = List.copyOf(tolerant);
        if (!keyed && !tolerant.isEmpty()) {
            throw new IllegalArgumentException("rows without key cannot be paired with tolerance");
        }
    }

    int contentLength() {
        return strictOffset()
                + (strict ? Digest128.BYTES : 0)
                + columns * FRAGMENT
                + tolerant.size() * GridDigest.BYTES;
    }

    int strictOffset() {
        return Digest128.BYTES;
    }

    int fragmentOffset(int column) {
        return strictOffset() + (strict ? Digest128.BYTES : 0) + column * FRAGMENT;
    }

    int gridOffset(int index) {
        return fragmentOffset(columns) + index * GridDigest.BYTES;
    }

    /** Whether rows may be equal whose bytes are not. */
    boolean hasRules() {
        return strict || !tolerant.isEmpty();
    }
}
