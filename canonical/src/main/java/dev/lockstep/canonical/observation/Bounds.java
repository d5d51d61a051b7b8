/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

import java.util.List;

/**
 * The part of a data topic at which a store was read, by partition: everything below {@code lo} had reached the store,
 * nothing at or above {@code hi} had. Immutable.
 *
 * @param lo the mover's progress before the reading, one offset a partition
 * @param hi an upper bound of its progress after the reading; the same as {@code lo} where both are read in one snapshot
 */
public record Bounds(List<Long> lo, List<Long> hi) {
    public Bounds {
        lo = List.copyOf(lo);
        hi = List.copyOf(hi);
        if (lo.size() != hi.size()) {
            throw new IllegalArgumentException(
                    "Expected as many upper as lower bounds, found " + lo.size() + " and " + hi.size());
        }
        for (int partition = 0; partition < lo.size(); partition++) {
            if (lo.get(partition) < 0 || lo.get(partition) > hi.get(partition)) {
                throw new IllegalArgumentException("Expected 0 <= lo <= hi in partition " + partition + ", found lo "
                        + lo.get(partition) + ", hi " + hi.get(partition));
            }
        }
    }

    /** Of a reading that sits at one position. */
    public static Bounds exactly(List<Long> position) {
        return new Bounds(position, position);
    }

    public int partitions() {
        return lo.size();
    }

    public boolean exact() {
        return lo.equals(hi);
    }
}
