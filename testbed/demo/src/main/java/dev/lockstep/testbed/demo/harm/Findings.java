/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the findings that were reported with those the planted harms must lead to. Thread-safe.
 *
 * <p>Strict on purpose: a row reported before it was harmed, with another kind than expected, or never harmed at all,
 * is a false alarm, also if the validator took it back later.
 */
public final class Findings {
    private record Report(Instant at, List<String> columns) {}

    private final Map<Finding, Report> reported = new LinkedHashMap<>();
    private final List<Harm> planted = new ArrayList<>();

    /**
     * A harm that was found.
     *
     * @param columns the columns that the verdict names; empty when it names none
     */
    public record Detection(Harm harm, Finding finding, Duration after, List<String> columns) {}

    /**
     * A verdict says that a row is divergent; seen at {@code at}. Repeated verdicts change nothing.
     *
     * @param columns the columns it names
     */
    public synchronized void reported(Finding finding, Instant at, List<String> columns) {
        reported.putIfAbsent(finding, new Report(at, List.copyOf(columns)));
    }

    /** A harm has been done. */
    public synchronized void planted(Collection<Harm> harms) {
        planted.addAll(harms);
    }

    /** Expected findings that were reported after their harm, in the order of the harms. */
    public synchronized List<Detection> detections() {
        List<Detection> found = new ArrayList<>();
        for (Harm harm : planted) {
            for (Finding expected : harm.expected()) {
                after(harm, expected)
                        .ifPresent(time -> found.add(new Detection(
                                harm, expected, time, reported.get(expected).columns())));
            }
        }
        return found;
    }

    /** Expected findings nobody has reported yet. */
    public synchronized List<Finding> undetected() {
        List<Finding> open = new ArrayList<>();
        for (Harm harm : planted) {
            for (Finding expected : harm.expected()) {
                if (after(harm, expected).isEmpty()) {
                    open.add(expected);
                }
            }
        }
        return open;
    }

    /** Reported findings no harm explains. */
    public synchronized Set<Finding> falseAlarms() {
        Set<Finding> unexplained = new LinkedHashSet<>(reported.keySet());
        detections().forEach(detection -> unexplained.remove(detection.finding()));
        return unexplained;
    }

    private Optional<Duration> after(Harm harm, Finding expected) {
        return Optional.ofNullable(reported.get(expected))
                .map(report -> Duration.between(harm.plantedAt(), report.at()))
                .filter(time -> !time.isNegative());
    }
}
