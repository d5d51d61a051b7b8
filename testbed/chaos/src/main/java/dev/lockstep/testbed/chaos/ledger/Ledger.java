/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.ledger;

import dev.lockstep.testbed.chaos.harm.Harm;
import dev.lockstep.testbed.faults.verdict.RowName;
import dev.lockstep.testbed.faults.verdict.VerdictLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds every verdict against what was planted. Thread-safe.
 *
 * <p>Invariant <b>V</b>: a verdict is true if it says of a planted row what was done to it, from before the row was harmed until
 * it was seen mended, or says that a row that was mended is right. Every other line is false, for ever. A line that comes
 * again, as after a restart, counts once.
 */
public final class Ledger {
    private static final int STRIKES = 4;

    private final Map<RowName, Planted> planted = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<FalseVerdict> lies = new ArrayList<>();
    private final Deque<String> strikes = new ArrayDeque<>();
    private long lines;

    /** Before the harm is done: its verdict may come before its commit returns. */
    public synchronized Planted plant(Harm harm, String table, long row, Instant now) {
        Planted one = new Planted(harm, table, row, now);
        planted.put(one.name(), one);
        return one;
    }

    /** Before the row is made right again. */
    public synchronized void mend(Planted one) {
        one.mend();
    }

    /** Something was killed. */
    public synchronized void struck(String what) {
        strikes.addLast(what);
        if (strikes.size() > STRIKES) {
            strikes.removeFirst();
        }
    }

    /** Everything runs again. */
    public synchronized void runsAgain(Instant when) {
        planted.values().forEach(one -> one.runsAgain(when));
    }

    /**
     * A line of the verdicts topic.
     *
     * @param id the same for the same line
     * @param text the whole of it
     */
    public synchronized void add(VerdictLine line, String id, String text) {
        if (!ids.add(id)) {
            return;
        }
        lines++;
        problem(line).ifPresent(why -> lies.add(new FalseVerdict(line.seen(), why, text, List.copyOf(strikes))));
    }

    private Optional<String> problem(VerdictLine line) {
        Planted one = planted.get(line.row());
        if (one == null) {
            return line.open() ? Optional.of("nothing was planted there") : Optional.empty();
        }
        if (line.kind() != one.harm().kind()) {
            return Optional.of("planted was: " + one.harm());
        }
        return line.open() ? found(one, line) : resolved(one);
    }

    private static Optional<String> found(Planted one, VerdictLine line) {
        if (one.resolved()) {
            return Optional.of("the row was mended and had been seen to be right again");
        }
        one.found(line.seen());
        return Optional.empty();
    }

    private static Optional<String> resolved(Planted one) {
        if (!one.isMending()) {
            return Optional.of("the row was not mended: " + one.harm());
        }
        one.resolve();
        return Optional.empty();
    }

    /** Planted and not found yet. */
    public synchronized List<Planted> unfound() {
        return those(one -> !one.isFound());
    }

    /** Found and not mended yet. */
    public synchronized List<Planted> standing() {
        return those(one -> one.isFound() && !one.isMending());
    }

    /** Mended and not seen to be right yet. */
    public synchronized List<Planted> unresolved() {
        return those(one -> one.isMending() && !one.resolved());
    }

    /** Everything that was planted. */
    public synchronized List<Planted> all() {
        return those(one -> true);
    }

    /** Lines that nothing explains. */
    public synchronized List<FalseVerdict> lies() {
        return List.copyOf(lies);
    }

    /** Different lines so far. */
    public synchronized long lines() {
        return lines;
    }

    private List<Planted> those(Predicate<Planted> which) {
        return planted.values().stream().filter(which).toList();
    }
}
