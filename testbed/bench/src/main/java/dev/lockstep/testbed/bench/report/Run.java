/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.report;

import dev.lockstep.testbed.bench.measure.Usage;
import dev.lockstep.testbed.bench.table.Equality;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one run came to.
 *
 * @param failure why there is no figure; empty when there is one
 * @param format of the records in Kafka; empty without Kafka
 * @param rows moved
 * @param seconds from the request that starts it to the last row durable at its end
 * @param verifiedSeconds to the moment the validator had verified every row
 * @param processes what each process used
 * @param otherCpuSeconds what everything else on the machine used meanwhile: how much to believe
 * @param loadBefore load of the machine just before
 * @param topicBytes bytes of the topic in the broker's log
 * @param equality of both tables afterwards; empty when the run does not reach the target
 */
public record Run(
        Optional<String> failure,
        Optional<String> format,
        long rows,
        double seconds,
        OptionalDouble verifiedSeconds,
        Map<String, Usage> processes,
        double otherCpuSeconds,
        double loadBefore,
        long topicBytes,
        Optional<Equality> equality) {
    private static final double MILLION = 1e6;

    /** Copies the processes. */
    public Run {
        processes = Map.copyOf(processes);
    }

    /** A run that came to nothing. */
    public static Run failed(String why, double loadBefore) {
        return new Run(
                Optional.of(why),
                Optional.empty(),
                0,
                0,
                OptionalDouble.empty(),
                Map.of(),
                0,
                loadBefore,
                0,
                Optional.empty());
    }

    /** Rows per second; 0 of a failed run. */
    public double rate() {
        return failure.isPresent() || seconds <= 0 ? 0 : rows / seconds;
    }

    /** Processor time of all processes together: what hardly changes when the machine does something else meanwhile. */
    public double cpuSecondsPerMillionRows() {
        double all = processes.values().stream().mapToDouble(Usage::cpuSeconds).sum();
        return rows == 0 ? 0 : all * MILLION / rows;
    }
}
