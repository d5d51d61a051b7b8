/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.planting;

import dev.lockstep.testbed.faults.corpus.TestTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes rows of the source that no fault needs, at a steady pace, on a thread of its own: updates in a table of faults,
 * updates, inserts and deletes in one beside it. Thread-safe.
 */
public final class BusyWriter implements AutoCloseable {
    private static final String UPDATE_ITEM =
            "UPDATE faults.item SET amount = amount + 1, seen_at = clock_timestamp(), title = ? WHERE id = ?";
    private static final String UPDATE_BUSY =
            "UPDATE faults.busy SET step = step + 1, at = clock_timestamp() WHERE id = ?";
    private static final String DELETE_BUSY = "DELETE FROM faults.busy WHERE id = ?";
    private static final String INSERT_BUSY =
            "INSERT INTO faults.busy VALUES (?, 0, clock_timestamp(), 'again') ON CONFLICT DO NOTHING";
    private static final long SEED = 1;

    private final Connection connection;
    private final int perSecond;
    private final Random random = new Random(SEED);
    private final ReentrantLock turn = new ReentrantLock(true);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "fault-writer");
    private final AtomicLong changes = new AtomicLong();
    private volatile SQLException failure;

    /** Takes the connection over. Starts nothing yet. */
    public BusyWriter(Connection connection, int perSecond) {
        this.connection = connection;
        this.perSecond = perSecond;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Until {@link #resume}, by the same thread, nothing is written; what was begun is committed first. */
    public void pause() {
        turn.lock();
    }

    public void resume() {
        turn.unlock();
    }

    /** Changes committed so far. */
    public long changes() {
        return changes.get();
    }

    /** What has ended it before its time. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure).map(why -> "the writer at the source has failed: " + why.getMessage());
    }

    @Override
    public void close() throws SQLException {
        stopping.countDown();
        connection.close();
    }

    private void run() {
        try {
            long due = System.nanoTime();
            long nanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (!stopping.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                turn.lock();
                try {
                    change();
                    changes.incrementAndGet();
                } finally {
                    turn.unlock();
                }
                // After a pause it goes on at its pace; it does not catch up.
                due = Math.max(due + nanos, System.nanoTime());
            }
        } catch (SQLException e) {
            failure = stopping.getCount() == 0 ? null : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change() throws SQLException {
        int row = random.nextInt(TestTables.BUSY_ROWS);
        switch (random.nextInt(4)) {
            case 0, 1 -> run(UPDATE_ITEM, "title " + changes.get(), TestTables.BUSY + row);
            case 2 -> run(UPDATE_BUSY, row + 1);
            default -> run(random.nextBoolean() ? DELETE_BUSY : INSERT_BUSY, row + 1);
        }
    }

    private void run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
