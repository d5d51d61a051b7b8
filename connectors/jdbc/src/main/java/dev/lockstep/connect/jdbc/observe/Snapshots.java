/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.read.Session;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes snapshots of the database, in the order in which they are counted. One for each run of a task, whose readers share
 * it: a table is one task's, so all its readings can be told apart. Thread-safe.
 */
final class Snapshots {
    /** Statements that see one state of the database. */
    @FunctionalInterface
    interface Work<T> {
        T run(Snapshot seen) throws SQLException, InterruptedException;
    }

    private final Optional<String> begin;
    private final PreparedSql first;
    private final InstantSource clock;
    private final long run = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final AtomicLong count = new AtomicLong();

    /**
     * @param begin what begins a transaction where the driver does not by itself
     * @param first a statement after which the transaction sees no later commit
     */
    Snapshots(Optional<String> begin, String first, InstantSource clock) {
        this.begin = begin;
        this.first = new PreparedSql(first, List.of());
        this.clock = clock;
    }

    <T> T take(Session session, Work<T> work) throws SQLException, InterruptedException {
        long before = count.incrementAndGet();
        return session.together(begin, () -> {
            boolean unused = session.query(first, 0, rows -> rows.next());
            return work.run(new Snapshot(clock.millis(), run, before, count.incrementAndGet()));
        });
    }
}
