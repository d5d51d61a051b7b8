/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Read;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.jdbc.source.read.Session;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's log. A snapshot has no place in it, so whoever writes is waited for: before the reading, until what is in the
 * topic can be seen, see {@link SettledEnds}; and what the reading could see was committed before the end that the log has
 * after it. Thread-safe.
 */
final class PostgresAudit implements AuditedLog {
    private static final Logger log = LoggerFactory.getLogger(PostgresAudit.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** How long writers are waited for, where ends that settled earlier can be used. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Snapshots snapshots;
    private final DataTopics topics;
    private final Map<String, SettledEnds> settled = new ConcurrentHashMap<>();

    PostgresAudit(Snapshots snapshots, DataTopics topics) {
        this.snapshots = snapshots;
        this.topics = topics;
    }

    @Override
    public <T> Seen<T> read(Session session, String topic, Read<T> read) throws SQLException, InterruptedException {
        List<Long> lo = visible(session, topic);
        Reading<T> reading = snapshots.take(session, seen -> new Reading<>(Bounds.exactly(lo), seen, read.read(lo)));
        long end = PostgresLog.end(session);
        return new Seen<>(reading, offset -> PostgresLog.isPassed(end, offset));
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

    @Override
    public void mark(Session session) throws SQLException, InterruptedException {
        PostgresLog.mark(session);
    }
}
