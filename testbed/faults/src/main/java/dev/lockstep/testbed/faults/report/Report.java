/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A whole run. Immutable.
 *
 * @param context what it was run with, by name
 * @param alarms verdicts that no fault explains
 */
public record Report(Map<String, String> context, List<Result> results, List<String> alarms) {
    public Report {
        results = List.copyOf(results);
        alarms = List.copyOf(alarms);
    }

    public boolean allAsExpected() {
        return !results.isEmpty()
                && alarms.isEmpty()
                && results.stream().allMatch(result -> result.outcome().isGood());
    }

    public long detectable() {
        return results.stream().filter(Result::detectable).count();
    }

    public long found() {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.FOUND)
                .count();
    }

    /**
     * Seconds to detection that this part of the found faults did not exceed; NaN where none was found.
     *
     * @param part from 0 to 1
     */
    public double seconds(double part) {
        return quantile(Result::seconds, part);
    }

    /** The same from the mover's commit, of the faults that the mover brings about. */
    public double moverSeconds(double part) {
        return quantile(Result::moverSeconds, part);
    }

    private double quantile(Function<Result, OptionalDouble> value, double part) {
        double[] sorted = results.stream()
                .flatMapToDouble(result -> value.apply(result).stream())
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
