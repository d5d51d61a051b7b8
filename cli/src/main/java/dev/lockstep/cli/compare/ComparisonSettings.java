/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.policy.Policy;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How to compare.
 *
 * @param lanes how many parts of a table are read at the same time, on each side
 * @param memoryBytes how many bytes of packed rows are held in memory before they are put aside
 * @param temporary the folder in which a folder for rows put aside is made
 */
public record ComparisonSettings(Names names, Policy policy, int lanes, long memoryBytes, Path temporary) {
    private static final long END_SECONDS = 30;

    private static final long LEAST_BYTES = 1L << 20;

    /** A part of the memory that the JVM may take which leaves room for joining and for drivers. */
    public static long defaultMemoryBytes() {
        return Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 8);
    }

    /** Lanes end soon after they are told to; a server that does not answer must not hold up the end for ever. */
    void awaitEnd(ExecutorService threads) throws InterruptedException {
        if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
