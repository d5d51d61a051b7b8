/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Read;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.DataTopics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB's binary log, in which every snapshot has its place: all transactions before it are seen, none behind it.
 *
 * <p>What is in the topic was in the log before, and is in the log a moment before others see it. So the topic is asked for its
 * ends, then the log for its end, and a snapshot that has not come up to that place is taken once more. Thread-safe.
 */
final class MariaDbAudit implements AuditedLog {
    private static final Logger log = LoggerFactory.getLogger(MariaDbAudit.class);
    private static final Duration AGAIN = Duration.ofMillis(10);

    private final Snapshots snapshots;
    private final DataTopics topics;

    MariaDbAudit(Snapshots snapshots, DataTopics topics) {
        this.snapshots = snapshots;
        this.topics = topics;
    }

    @Override
    public <T> Seen<T> read(Session session, String topic, Read<T> read) throws SQLException, InterruptedException {
        Reminder reminder = new Reminder();
        while (true) {
            List<Long> ends = topics.ends(topic);
            BinlogPlace written = BinlogPlace.ofEnd(session);
            Optional<Seen<T>> seen = snapshots.take(session, snapshot -> {
                BinlogPlace place = BinlogPlace.ofSnapshot(session);
                return place.reaches(written)
                        ? Optional.of(new Seen<>(
                                new Reading<>(Bounds.exactly(ends), snapshot, read.read(ends)), place::isPassed))
                        : Optional.empty();
            });
            if (seen.isPresent()) {
                return seen.get();
            }
            if (reminder.isDue()) {
                log.warn("Snapshots stay behind {}, where the binary log had ended before", written);
            }
            Thread.sleep(AGAIN.toMillis());
        }
    }

    /** Nothing can be put into this log without writing. */
    @Override
    public void mark(Session session) {
        // The server's own heartbeats let a capture store how far it is.
    }
}
