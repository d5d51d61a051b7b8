/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.report;

import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.testbed.bench.competitor.Entry;
import java.util.Comparator;
import java.util.List;

/**
 * All runs of one entry.
 *
 * @param lossy what the entry is known to lose, empty if nothing
 */
public record Result(Entry entry, String lossy, List<Run> runs) {
    /** Copies the runs. */
    public Result {
        runs = List.copyOf(runs);
    }

    /** The run in the middle by rows per second; of an even number the slower of both. */
    public Run median() {
        List<Run> sorted =
                runs.stream().sorted(Comparator.comparingDouble(Run::rate)).toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** Whether every run came through, and with equal tables unless a known loss is declared. */
    public boolean good() {
        return runs.stream()
                .allMatch(run -> run.failure().isEmpty()
                        && (!lossy.isEmpty()
                                || run.equality()
                                        .map(equality -> equality.outcome() == Outcome.EQUAL)
                                        .orElse(true)));
    }
}
