/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.source.read.Outages;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.read.SourceDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a connector that plans its tables and looks for new ones. An outage after the start is waited out: the
 * tasks go on meanwhile, with what was planned.
 */
final class TableWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TableWatch.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
    private static final Duration UNTIL_STORED = Duration.ofSeconds(5);

    private final SourceDatabase database;
    private final PlannedTables tables;
    private final Optional<Duration> interval;
    private final Outages outages;
    private final ConnectorContext context;
    private final Thread thread;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile ConnectException failure;
    private volatile Session session;
    private volatile boolean stopping;
    private volatile boolean ready;

    TableWatch(
            SourceDatabase database,
            PlannedTables tables,
            Optional<Duration> interval,
            Outages outages,
            ConnectorContext context,
            String name) {
        this.database = database;
        this.tables = tables;
        this.interval = interval;
        this.outages = outages;
        this.context = context;
        this.thread = new Thread(this::run, name + "-tables");
        thread.setDaemon(true);
        thread.setContextClassLoader(TableWatch.class.getClassLoader());
    }

    /** Waits a while for the first plans; later ones are told to the worker. */
    void start() {
        thread.start();
        try {
            boolean inTime = first.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!inTime) {
                log.info("Planning takes long; the tasks start when it is done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether there are plans. */
    boolean isReady() {
        return ready;
    }

    private void run() {
        try {
            while (!stopping) {
                refresh();
                Optional<Duration> pause = pause();
                if (pause.isEmpty()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(pause.get().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ConnectException e) {
            fail(e);
        } catch (RuntimeException e) {
            // Its message may hold anything.
            log.debug("Planning failed", e);
            fail(new ConnectException(
                    "Planning the tables failed with " + e.getClass().getName()));
        } finally {
            close(session);
        }
    }

    private Optional<Duration> pause() {
        if (tables.isStored()) {
            return interval;
        }
        return Optional.of(
                interval.filter(wanted -> wanted.compareTo(UNTIL_STORED) < 0).orElse(UNTIL_STORED));
    }

    private void refresh() throws InterruptedException {
        while (!stopping) {
            try {
                session = database.open();
                boolean changed = tables.refresh(session);
                outages.over();
                close(session);
                boolean wasWaitedFor = first.getCount() > 0;
                ready = true;
                first.countDown();
                if (changed && !wasWaitedFor) {
                    context.requestTaskReconfiguration();
                }
                return;
            } catch (SQLException e) {
                close(session);
                if (stopping) {
                    throw new InterruptedException();
                }
                outages.await("Planning the tables", e);
            }
        }
    }

    private void fail(ConnectException cause) {
        boolean isFirst = first.getCount() > 0;
        failure = cause;
        first.countDown();
        if (!isFirst && !stopping) {
            context.raiseError(cause);
        }
    }

    private static void close(Session session) {
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        Session open = session;
        Thread canceller = new Thread(
                () -> {
                    if (open != null) {
                        open.abort();
                    }
                },
                thread.getName() + "-canceller");
        canceller.setDaemon(true);
        canceller.setContextClassLoader(TableWatch.class.getClassLoader());
        canceller.start();
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
