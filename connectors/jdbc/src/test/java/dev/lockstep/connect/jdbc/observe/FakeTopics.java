/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.observe.DataTopics;
import java.util.List;
import java.util.function.Supplier;

/** Data topics that are as a test says. */
record FakeTopics(Supplier<List<Long>> told) implements DataTopics {
    static final int PARTITIONS = 2;

    @Override
    public int partitions(String topic) {
        return PARTITIONS;
    }

    @Override
    public List<Long> ends(String topic) {
        return told.get();
    }

    @Override
    public int findOrMake(String topic) {
        return 3;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
