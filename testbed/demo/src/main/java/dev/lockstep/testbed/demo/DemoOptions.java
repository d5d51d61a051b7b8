/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.testbed.demo.tpch.Scale;
import java.time.Duration;

/**
 * What one run of the demo was asked for.
 *
 * @param writing how long the writer goes on after the snapshot has been moved
 * @param faults whether to harm the target in the end
 * @param timeout when to give up
 */
record DemoOptions(
        Scale scale,
        long seed,
        int writesPerSecond,
        Duration writing,
        int sourceMajor,
        int targetMajor,
        boolean faults,
        Duration timeout) {
    /** Below this the busy rows are not sure to be written twice, and nothing could be set back. */
    private static final Duration SHORTEST_WRITING = Duration.ofSeconds(5);

    DemoOptions {
        if (writesPerSecond < 10 || writesPerSecond > 5_000) {
            throw new IllegalArgumentException(
                    "--writes-per-second must lie between 10 and 5000, found " + writesPerSecond);
        }
        if (writing.compareTo(SHORTEST_WRITING) < 0) {
            throw new IllegalArgumentException("--write-seconds must be at least " + SHORTEST_WRITING.toSeconds()
                    + ", found " + writing.toSeconds());
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("--timeout must be positive, found " + timeout.toSeconds());
        }
    }
}
