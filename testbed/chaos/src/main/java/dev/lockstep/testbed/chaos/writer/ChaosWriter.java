/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Changes rows of the source at a steady pace, on a thread of its own, whatever else happens. Thread-safe. */
public final class ChaosWriter implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_BOUND_MS = 10_000;

    private final Connection connection;
    private final Workload workload;
    private final int perSecond;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "chaos-writer");
    private final AtomicLong changes = new AtomicLong();
    private volatile SQLException failure;

    /** Takes the connection over. Starts nothing yet. */
    public ChaosWriter(Connection connection, long seed, int perSecond) throws SQLException {
        connection.setAutoCommit(false);
        this.connection = connection;
        this.workload = new Workload(connection, seed);
        this.perSecond = perSecond;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Rows changed by committed transactions. */
    public long changes() {
        return changes.get();
    }

    /** What has ended it before its time. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure).map(why -> "the writer at the source has failed: " + why.getMessage());
    }

    /** Ends it; what it had begun is committed on return. */
    public void stop() throws InterruptedException {
        stopping.countDown();
        thread.join(STOP_BOUND_MS);
    }

    @Override
    public void close() throws SQLException {
        stopping.countDown();
        connection.close();
    }

    private void run() {
        try {
            long due = System.nanoTime();
            while (!stopping.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                int changed = workload.transaction();
                changes.addAndGet(changed);
                // Behind by more than a second it does not catch up.
                due = Math.max(due, System.nanoTime() - SECOND) + changed * SECOND / perSecond;
            }
        } catch (SQLException e) {
            failure = stopping.getCount() == 0 ? null : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
