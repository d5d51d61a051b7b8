/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.observe.AuditedLog.Seen;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.CaptureOffset;
import dev.lockstep.connect.observe.DataTopics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Positions of the capture that fills the data topics, for readings of the database it captures. The database is ahead of
 * the topics, where a mover's target is behind them. Thread-safe.
 *
 * <ul>
 *   <li><b>V (visible)</b> whatever is in the topic below lo could be seen by the reading, see {@link AuditedLog}.
 *   <li><b>A (arrived)</b> whatever the reading could see is in the topic below hi: it is in the log below a place. A capture
 *       sends changes in the order of commits, and a worker stores an offset when all before it is acknowledged, see
 *       {@link CaptureOffset}. So once the stored offset is of a commit at or behind that place, all of it is in the topic,
 *       whose ends are asked for then. Where nothing is written, markers let the log go on.
 * </ul>
 *
 * <p>A capture that starts again sends records twice. The older version of a key that so comes once more below lo is followed
 * by the newer ones below hi: the stored offset is from before the first of them until all are acknowledged.
 */
final class AuditReads implements BoundedReads {
    private static final Logger log = LoggerFactory.getLogger(AuditReads.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration MARK = Duration.ofSeconds(1);

    private final AuditedLog audited;
    private final DataTopics topics;
    private final CaptureOffset offset;
    private final String connector;
    private final AtomicLong nextMark = new AtomicLong(System.nanoTime());

    /** @param connector the capture, for people */
    AuditReads(AuditedLog audited, DataTopics topics, CaptureOffset offset, String connector) {
        this.audited = audited;
        this.topics = topics;
        this.offset = offset;
        this.connector = connector;
    }

    @Override
    public <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException {
        Seen<T> seen = audited.read(session, topic, read);
        Reading<T> reading = seen.reading();
        awaitArrival(session, seen.passed());
        Bounds bounds =
                BoundedReads.between(topic, reading.bounds().lo(), topics.ends(topic), "Then restart the connector");
        return Optional.of(new Reading<>(bounds, reading.snapshot(), reading.value()));
    }

    private void awaitArrival(Session session, Predicate<Map<String, ?>> passed)
            throws SQLException, InterruptedException {
        Reminder reminder = new Reminder();
        while (true) {
            Optional<Map<String, ?>> stored = offset.now();
            if (stored.isPresent() && passed.test(stored.get())) {
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
                audited.mark(session);
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

    @Override
    public void close() {
        offset.close();
    }
}
