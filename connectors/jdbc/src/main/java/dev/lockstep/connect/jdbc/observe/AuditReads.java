/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.CaptureOffset;
import dev.lockstep.connect.observe.DataTopics;
import dev.lockstep.connect.observe.SettledEnds;
import dev.lockstep.connect.observe.SettledEnds.Sample;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions of the capture that fills the data topics, for readings of the database it captures. The database is ahead of
 * the topics, where a mover's target is behind them. Thread-safe.
 *
 * <ul>
 *   <li><b>V (visible)</b> whatever is in the topic below lo could be seen by the reading, see {@link SettledEnds}.
 *   <li><b>A (arrived)</b> whatever the reading could see is in the topic below hi. Its commit is in the log below the end that the
 *       log has after the reading. A capture sends changes in the order of commits, and a worker stores an offset when all before
 *       it is acknowledged, see {@link CaptureOffset}. So once the stored offset is of a commit at or behind that end, all of
 *       it is in the topic, whose ends are asked for then. Where nothing is written, markers let the log go on.
 * </ul>
 *
 * <p>A capture that starts again sends records twice. The older version of a key that so comes once more below lo is followed
 * by the newer ones below hi: the stored offset is from before the first of them until all are acknowledged.
 */
final class AuditReads implements BoundedReads {
    private static final Logger log = LoggerFactory.getLogger(AuditReads.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration MARK = Duration.ofSeconds(1);
    private static final Duration WARN = Duration.ofMinutes(1);

    /** How long writers are waited for, where ends that settled earlier can be used. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Snapshots snapshots;
    private final DataTopics topics;
    private final CaptureOffset offset;
    private final String connector;
    private final Map<String, SettledEnds> settled = new ConcurrentHashMap<>();
    private final AtomicLong nextMark = new AtomicLong(System.nanoTime());

    /** @param connector the capture, for people */
    AuditReads(Snapshots snapshots, DataTopics topics, CaptureOffset offset, String connector) {
        this.snapshots = snapshots;
        this.topics = topics;
        this.offset = offset;
        this.connector = connector;
    }

    @Override
    public <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException {
        List<Long> lo = visible(session, topic);
        Reading<T> reading = snapshots.take(session, seen -> new Reading<>(Bounds.exactly(lo), seen, read.read(lo)));
        awaitArrival(session);
        Bounds bounds = BoundedReads.between(topic, lo, topics.ends(topic), "Then restart the connector");
        return Optional.of(new Reading<>(bounds, reading.snapshot(), reading.value()));
    }

    private List<Long> visible(Session session, String topic) throws SQLException, InterruptedException {
        SettledEnds known = settled.computeIfAbsent(topic, name -> new SettledEnds());
        List<Long> ends = topics.ends(topic);
        Sample sample = new Sample(ends, PostgresLog.writers(session));
        long begun = System.nanoTime();
        Reminder reminder = new Reminder();
        while (true) {
            Set<String> open = PostgresLog.writers(session);
            Optional<List<Long>> found = known.settle(sample, open);
            boolean waitedLong = System.nanoTime() - begun > PATIENCE.toNanos();
            if (found.isPresent() && (waitedLong || found.get().equals(ends))) {
                return found.get();
            }
            if (reminder.isDue()) {
                log.warn(
                        "Nothing can be said of data topic {} until the {} transactions have ended that wrote when the"
                                + " audit began. See pg_locks of locktype transactionid",
                        topic,
                        open.size());
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private void awaitArrival(Session session) throws SQLException, InterruptedException {
        long end = PostgresLog.end(session);
        Reminder reminder = new Reminder();
        while (true) {
            Optional<Map<String, ?>> stored = offset.now();
            if (stored.isPresent() && PostgresLog.isPassed(end, stored.get())) {
                return;
            }
            if (reminder.isDue()) {
                log.warn(
                        "What was read waits for connector {} to pass it. See that it runs, and that it has"
                                + " heartbeat.interval.ms; its offset has the fields {}",
                        connector,
                        stored.map(Map::keySet).orElse(Set.of()));
            }
            if (isTimeToMark()) {
                PostgresLog.mark(session);
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** One marker serves all who wait. */
    private boolean isTimeToMark() {
        long now = System.nanoTime();
        long due = nextMark.get();
        return now - due >= 0 && nextMark.compareAndSet(due, now + MARK.toNanos());
    }

    /** When it is time to say again what is waited for. */
    private static final class Reminder {
        private long due = System.nanoTime() + WARN.toNanos();

        boolean isDue() {
            long now = System.nanoTime();
            if (now - due < 0) {
                return false;
            }
            due = now + WARN.toNanos();
            return true;
        }
    }

    @Override
    public void close() {
        offset.close();
    }
}
