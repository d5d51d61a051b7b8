/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.ledger;

import dev.lockstep.testbed.chaos.harm.Harm;
import dev.lockstep.testbed.faults.verdict.RowName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A harm that was done to a row, and what has become of it. Guarded by its {@link Ledger}. */
public final class Planted {
    private final Harm harm;
    private final String table;
    private final long row;
    private final Instant at;
    private Instant runningSince;
    private Instant found;
    private Duration whileRunning;
    private boolean mending;
    private boolean resolved;

    Planted(Harm harm, String table, long row, Instant at) {
        this.harm = harm;
        this.table = table;
        this.row = row;
        this.at = at;
        this.runningSince = at;
    }

    public Harm harm() {
        return harm;
    }

    public String table() {
        return table;
    }

    public long row() {
        return row;
    }

    /** When it had been committed. */
    public Instant at() {
        return at;
    }

    RowName name() {
        return new RowName(table, "[" + row + "]");
    }

    /** Whether it is being, or has been, made right again. */
    public boolean isMending() {
        return mending;
    }

    boolean resolved() {
        return resolved;
    }

    boolean isFound() {
        return found != null;
    }

    void runsAgain(Instant when) {
        if (found == null) {
            runningSince = when;
        }
    }

    void found(Instant when) {
        if (found == null) {
            found = when;
            whileRunning = when.isBefore(runningSince) ? Duration.ZERO : Duration.between(runningSince, when);
        }
    }

    void mend() {
        mending = true;
    }

    void resolve() {
        resolved = true;
    }

    /** How long it took to find it. */
    public Optional<Duration> detection() {
        return Optional.ofNullable(found).map(when -> Duration.between(at, when));
    }

    /** The part of it from when everything ran again; all of it if nothing had been killed. */
    public Optional<Duration> detectionWhileRunning() {
        return Optional.ofNullable(whileRunning);
    }

    @Override
    public String toString() {
        return harm + " in " + name();
    }
}
