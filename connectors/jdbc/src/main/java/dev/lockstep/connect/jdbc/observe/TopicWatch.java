/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.dialect.SqlStateClassifier;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a connector that looks for data topics that come or go. What it cannot ask now it asks again; the tasks go on
 * meanwhile. Thread-safe.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);

    private final Look look;
    private final Runnable changed;
    private final ScheduledExecutorService thread;
    private volatile List<String> topics;

    /** Asks which topics can be observed now. */
    @FunctionalInterface
    interface Look {
        /** @param known those that are observed */
        List<String> topics(Set<String> known) throws SQLException, InterruptedException;
    }

    /** @param changed is run when the topics are others than before */
    TopicWatch(List<String> topics, Look look, Runnable changed, Duration interval) {
        this.topics = List.copyOf(topics);
        this.look = look;
        this.changed = changed;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "lockstep-topic-watch");
            made.setDaemon(true);
            made.setContextClassLoader(TopicWatch.class.getClassLoader());
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(
                this::refresh, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Those that were found last. */
    List<String> topics() {
        return topics;
    }

    private void refresh() {
        try {
            List<String> found = look.topics(new TreeSet<>(topics));
            if (!found.isEmpty() && !Set.copyOf(found).equals(Set.copyOf(topics))) {
                log.info("The data topics have changed: {} are observed, {} were", found.size(), topics.size());
                topics = List.copyOf(found);
                changed.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.warn(
                    "Looking for new data topics failed, {}; it goes on", SqlStateClassifier.describe(e.getSQLState()));
        } catch (ConnectException e) {
            log.warn("Looking for new data topics failed, {}; it goes on", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
