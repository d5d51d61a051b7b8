/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the {@link Workload} on a thread and a connection of its own, at a steady number of row changes a second.
 *
 * <p>Thread-safe. A database error ends the writer; it is kept and thrown by {@link #stop}, and
 * {@link #statistics} count committed transactions only.
 */
public final class WorkloadWriter implements AutoCloseable {
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

    private final Connection connection;
    private final RowHistory history = new RowHistory();
    private final Workload workload;
    private final int rowsPerSecond;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "demo-writer");
    private volatile WriterStatistics statistics = WriterStatistics.none();
    private volatile SQLException failure;

    /** Takes the connection over: it is closed with the writer. Starts nothing yet. */
    public WorkloadWriter(Connection connection, long seed, int rowsPerSecond) throws SQLException {
        this.connection = connection;
        this.rowsPerSecond = rowsPerSecond;
        connection.setAutoCommit(false);
        this.workload = new Workload(connection, seed, Clock.systemUTC(), history);
    }

    /** Begins to write. Once only. */
    public void start() {
        thread.start();
    }

    /** What has been committed until now. */
    public WriterStatistics statistics() {
        return statistics;
    }

    /** The most recent row version that was written after {@code instant} and has been replaced since. */
    public Optional<PastVersion> replacedVersionWrittenAfter(Instant instant) {
        return history.latestWrittenAfter(instant);
    }

    /** Whether an error has ended the writer. */
    public boolean failed() {
        return failure != null;
    }

    /**
     * Ends the writing after the transaction in progress has been committed. May be called again.
     *
     * @throws SQLException what ended the writer before, or a transaction that does not end
     */
    public void stop() throws SQLException, InterruptedException {
        stopping.countDown();
        thread.join(LONGEST_TRANSACTION.toMillis());
        if (thread.isAlive()) {
            throw new SQLException("the writer's last transaction has not ended within " + LONGEST_TRANSACTION
                    + ": look for locks on the source");
        }
        if (failure != null) {
            throw new SQLException("the writer failed on the source and wrote no more", failure);
        }
    }

    @Override
    public void close() throws SQLException {
        stopping.countDown();
        connection.close();
    }

    private void run() {
        Pace pace = new Pace(rowsPerSecond, System.nanoTime());
        try {
            Duration rest = Duration.ZERO;
            while (!stopping.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                Map<DemoTable, TableWrites> committed = workload.step();
                statistics = statistics.with(committed);
                long rows = committed.values().stream()
                        .mapToLong(TableWrites::total)
                        .sum();
                rest = pace.written(Math.max(1, rows), System.nanoTime());
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
