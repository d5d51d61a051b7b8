/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.Optional;
import java.util.Set;

/**
 * What the user chose for a table.
 *
 * @param filter a condition in SQL that rows must meet
 * @param columns those to emit; empty for all
 * @param poll what is polled; empty for nothing
 */
public record TableSettings(
        Optional<String> filter,
        int pageRows,
        int lanes,
        boolean preferBlocks,
        Set<String> columns,
        Optional<PollColumns> poll) {
    public TableSettings {
        columns = Set.copyOf(columns);
    }

    /** The columns by which new and changed rows are found; at least one is there. */
    public record PollColumns(Optional<String> timestamp, Optional<String> incrementing) {
        public PollColumns {
            if (timestamp.isEmpty() && incrementing.isEmpty()) {
                throw new IllegalArgumentException("Polling needs a column");
            }
        }

        /** The one that limits what is read at a time. */
        public String first() {
            return timestamp.orElseGet(incrementing::get);
        }
    }
}
