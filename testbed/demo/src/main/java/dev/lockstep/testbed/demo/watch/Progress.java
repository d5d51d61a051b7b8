/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the migration stands at one moment.
 *
 * @param tables one line per table, in a fixed order
 * @param all the sum of them
 */
public record Progress(List<Line> tables, Line all) {
    public Progress {
        tables = List.copyOf(tables);
    }

    /**
     * One table, or all of them.
     *
     * @param moved rows the target holds
     * @param total rows the source holds
     * @param rowsPerSecond how fast {@code moved} has grown lately; never negative
     * @param remaining how long the rest will take at that rate; empty when there is no rest or no rate
     */
    public record Line(
            String name,
            long moved,
            long total,
            double rowsPerSecond,
            Optional<Duration> remaining,
            long verified,
            long pending,
            long divergent,
            long unknown) {}
}
