/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.io.IOException;
import java.util.stream.Stream;

/** The rows of one side, parted by the hash of their keys. Thread-safe. */
final class Partitions {
    static final int COUNT = 64;
    static final int MAX_LEVEL = 9;
    private static final int BITS = 6;

    private final Partition[] parts;
    private final int shift;

    /** @param level how often the rows were parted before: each level looks at other bits of the hash */
    Partitions(Spill spill, MemoryBudget budget, int leastSpill, int level) {
        this.shift = Long.SIZE - BITS * (level + 1);
        this.parts = Stream.generate(() -> new Partition(spill, budget, leastSpill))
                .limit(COUNT)
                .toArray(Partition[]::new);
    }

    void add(byte[] rows, int at, int length) throws IOException {
        parts[(int) (PackedRow.hash(rows, at) >>> shift) & (COUNT - 1)].add(rows, at, length);
    }

    Partition get(int index) {
        return parts[index];
    }
}
