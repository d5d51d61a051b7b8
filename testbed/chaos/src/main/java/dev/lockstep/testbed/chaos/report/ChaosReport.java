/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.report;

import dev.lockstep.testbed.chaos.ledger.FalseVerdict;
import dev.lockstep.testbed.chaos.ledger.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole run.
 *
 * @param context what it was run with, by name
 * @param kills how often each part was killed
 * @param recoveries from the start of the last part until everything ran again, for each time
 * @param problems what else is not as it has to be
 */
public record ChaosReport(
        Map<String, String> context,
        Map<String, Integer> kills,
        long writes,
        List<Planted> planted,
        List<FalseVerdict> lies,
        List<Duration> recoveries,
        List<String> problems) {
    public ChaosReport {
        planted = List.copyOf(planted);
        lies = List.copyOf(lies);
        recoveries = List.copyOf(recoveries);
        problems = List.copyOf(problems);
    }

    /** Whether everything was as it has to be. */
    public boolean good() {
        return lies.isEmpty() && problems.isEmpty() && !planted.isEmpty() && found() == planted.size();
    }

    /** Planted faults that were found. */
    public long found() {
        return detections().size();
    }

    /** From the commit of each fault until its verdict was read, outages included. */
    public List<Duration> detections() {
        return planted.stream()
                .map(Planted::detection)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The part of that while everything ran. */
    public List<Duration> detectionsWhileRunning() {
        return planted.stream()
                .map(Planted::detectionWhileRunning)
                .flatMap(Optional::stream)
                .toList();
    }
}
