/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.report;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** Of times, by nearest rank. Stateless. */
final class Percentile {
    private Percentile() {}

    /** In seconds; empty where there is no time. */
    static OptionalDouble of(List<Duration> times, int percent) {
        if (times.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Duration> sorted = times.stream().sorted().toList();
        int rank = Math.max(1, (sorted.size() * percent + 99) / 100);
        return OptionalDouble.of(sorted.get(rank - 1).toMillis() / 1000.0);
    }
}
