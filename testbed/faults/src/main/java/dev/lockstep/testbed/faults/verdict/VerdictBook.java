/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All verdicts so far, and which of them nobody expected. Thread-safe.
 *
 * <p>Invariant <b>A</b>: a line that says something is wrong with a row that is not watched at that moment is an alarm, for
 * ever.
 */
public final class VerdictBook {
    private final Map<RowName, VerdictLine> latest = new HashMap<>();
    private final Set<RowName> watched = new HashSet<>();
    private final List<VerdictLine> alarms = new ArrayList<>();

    /** From now on verdicts about these rows are expected; what came before is forgotten. */
    public synchronized void watch(Set<RowName> rows) {
        watched.addAll(rows);
        latest.keySet().removeAll(rows);
    }

    /** From now on verdicts about these rows are alarms. */
    public synchronized void unwatch(Set<RowName> rows) {
        watched.removeAll(rows);
    }

    public synchronized void add(VerdictLine line) {
        latest.put(line.row(), line);
        if (line.open() && !watched.contains(line.row())) {
            alarms.add(line);
        }
    }

    /** What was last said of a row. */
    public synchronized Optional<VerdictLine> latest(RowName row) {
        return Optional.ofNullable(latest.get(row));
    }

    public synchronized List<VerdictLine> alarms() {
        return List.copyOf(alarms);
    }
}
