/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read a task's lanes, each with a session of its own. A lane is read to its end before the next is
 * begun, as far as threads go.
 *
 * <p>{@link #close} ends them at once, in the middle of a statement too: the worker stops tasks on the very thread that
 * polls them and waits five seconds at most.
 */
public final class ReaderPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReaderPool.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    /** A lane and when it is its turn; of those whose turn it is, the first of the list. */
    private record Turn(LaneReader lane, int place, long dueNanos) implements Delayed {
        static Turn after(LaneReader lane, int place, Duration delay) {
            // Zero keeps the order by place among all that need not wait.
            return new Turn(lane, place, delay.isZero() ? 0 : System.nanoTime() + delay.toNanos());
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos == 0 ? 0 : dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Turn turn = (Turn) other;
            if (dueNanos == 0 || turn.dueNanos == 0) {
                return dueNanos == turn.dueNanos ? Integer.compare(place, turn.place) : dueNanos == 0 ? -1 : 1;
            }
            return Long.compare(dueNanos - turn.dueNanos, 0);
        }
    }

    /** Opens sessions. */
    @FunctionalInterface
    public interface Opener {
        Session open() throws SQLException;
    }

    /** Told of what goes wrong. Called by any of the threads. */
    public interface Failures {
        /** An outage is tried again. */
        void retried();

        /** A thread has ended by this. */
        void failed(ConnectException cause);
    }

    private final Opener opener;
    private final DatabaseEngine engine;
    private final Failures failures;
    private final Duration retryTimeout;
    private final DelayQueue<Turn> turns = new DelayQueue<>();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    public ReaderPool(SourceDatabase database, SnapshotLane.Sink sink, Duration retryTimeout) {
        this(database::open, database.engine(), failures(sink), retryTimeout);
    }

    public ReaderPool(Opener opener, DatabaseEngine engine, Failures failures, Duration retryTimeout) {
        this.opener = opener;
        this.engine = engine;
        this.failures = failures;
        this.retryTimeout = retryTimeout;
    }

    private static Failures failures(SnapshotLane.Sink sink) {
        return new Failures() {
            @Override
            public void retried() {
                sink.counters().retry();
            }

            @Override
            public void failed(ConnectException cause) {
                sink.queue().fail(cause);
            }
        };
    }

    /**
     * @param lanes in the order in which they are to be read
     * @param name what the threads' names begin with
     */
    public void start(List<? extends LaneReader> lanes, int readers, String name) {
        for (int i = 0; i < lanes.size(); i++) {
            turns.add(Turn.after(lanes.get(i), i, Duration.ZERO));
        }
        for (int i = 0; i < Math.min(readers, lanes.size()); i++) {
            Thread thread = new Thread(this::run, name + "-reader-" + i);
            thread.setDaemon(true);
            // The worker sets the plugin's loader around its calls only.
            thread.setContextClassLoader(ReaderPool.class.getClassLoader());
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void run() {
        Outages outages = new Outages(engine, retryTimeout);
        Session session = null;
        try {
            while (!stopping) {
                Turn turn = turns.take();
                try {
                    if (session == null) {
                        session = open();
                    }
                    Optional<Duration> again = turn.lane().step(session);
                    outages.over();
                    again.ifPresent(delay -> turns.add(Turn.after(turn.lane(), turn.place(), delay)));
                } catch (SQLException e) {
                    closed(session);
                    session = null;
                    turns.add(Turn.after(turn.lane(), turn.place(), Duration.ZERO));
                    pause(turn.lane(), e, outages);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ConnectException e) {
            failures.failed(e);
        } catch (RuntimeException e) {
            // Of a kind that nobody foresaw: its message may hold anything.
            log.debug("A reader failed", e);
            failures.failed(
                    new ConnectException("A reader failed with " + e.getClass().getName()));
        } finally {
            closed(session);
        }
    }

    private Session open() throws SQLException {
        Session session = opener.open();
        sessions.add(session);
        if (stopping) {
            session.abort();
        }
        return session;
    }

    private void closed(Session session) {
        if (session != null) {
            sessions.remove(session);
            session.close();
        }
    }

    private void pause(LaneReader lane, SQLException failure, Outages outages) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException();
        }
        failures.retried();
        outages.await("Reading " + lane.description(), failure);
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        // Cancelling asks the server over a connection of its own, which may take long when the server is not there.
        Thread canceller = new Thread(() -> sessions.forEach(Session::abort), "lockstep-canceller");
        canceller.setDaemon(true);
        canceller.setContextClassLoader(ReaderPool.class.getClassLoader());
        canceller.start();
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (Thread thread : threads) {
                long left = end - System.nanoTime();
                if (left > 0) {
                    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            log.warn("A reader did not stop within {} s; its session was cut", STOP_LIMIT.toSeconds());
        }
    }
}
