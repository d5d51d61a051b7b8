/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of MariaDB or MySQL that are open and may write, as of now. Thread-safe; shared by the lanes of a task.
 *
 * <p>{@code information_schema.innodb_trx} answers from a copy, which InnoDB renews only when nobody has read it for 100
 * ms: a monitor, or another lane, that reads it often keeps it old, and an old copy lacks the transactions that began
 * since. So every reading proves its age: it runs inside a transaction of its own, which the copy then lists with the text
 * of its statement, and the text holds a number that is used once. Without that number the copy is older than the
 * question, and the reading is tried again after a random, growing wait, so that several readers leave one another the
 * 100 ms.
 *
 * <p>One reading answers all who asked before it began.
 */
final class OpenMySqlTransactions {
    private static final Logger log = LoggerFactory.getLogger(OpenMySqlTransactions.class);

    private static final int DENIED = 1227;
    private static final int SHORTEST_WAIT_MS = 110;
    private static final int LONGEST_WAIT_MS = 4_000;
    private static final int TRIES_UNTIL_WARNED = 10;

    private final ReentrantLock reading = new ReentrantLock();
    private Optional<Answer> latest = Optional.empty();
    private boolean warned;

    /** @param begun the time of {@link System#nanoTime} before the first try */
    private record Answer(long begun, List<String> open) {}

    /** What tells each of them; empty, after a warning, when the user may not see them. */
    List<String> now(Session session) throws SQLException, InterruptedException {
        long asked = System.nanoTime();
        reading.lockInterruptibly();
        try {
            if (latest.isEmpty() || latest.get().begun() - asked < 0) {
                latest = Optional.empty();
                long begun = System.nanoTime();
                latest = Optional.of(new Answer(begun, read(session)));
            }
            return latest.get().open();
        } finally {
            reading.unlock();
        }
    }

    private List<String> read(Session session) throws SQLException, InterruptedException {
        try {
            int longest = SHORTEST_WAIT_MS;
            for (int tries = 1; ; tries++) {
                Optional<List<String>> open = fresh(session);
                if (open.isPresent()) {
                    return open.get();
                }
                if (tries == TRIES_UNTIL_WARNED) {
                    log.warn("Polling waits: information_schema.innodb_trx is read by others so often that its answers"
                            + " are old. Let monitors read it less often than every 200 ms");
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_WAIT_MS, longest + 100));
                longest = Math.min(LONGEST_WAIT_MS, longest * 2);
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != DENIED) {
                throw e;
            }
            if (!warned) {
                log.warn("The user may not see open transactions: a row that commits more than poll.lag.ms after its"
                        + " value was made is missed. Grant PROCESS to the user of connection.user");
                warned = true;
            }
            return List.of();
        }
    }

    /** Empty when the server's answer is older than the question. */
    private static Optional<List<String>> fresh(Session session) throws SQLException, InterruptedException {
        String once = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        String sql = "SELECT /* lockstep " + once + " */ concat(trx_mysql_thread_id, '@', trx_started),"
                + " trx_mysql_thread_id = connection_id(), trx_query LIKE '%lockstep " + once + "%'"
                + " FROM information_schema.innodb_trx"
                + " WHERE trx_is_read_only = 0 OR trx_mysql_thread_id = connection_id()";
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            try {
                return session.query(new PreparedSql(sql, List.of()), 0, rows -> {
                    List<String> open = new ArrayList<>();
                    boolean fresh = false;
                    while (rows.next()) {
                        if (!rows.getBoolean(2)) {
                            open.add(rows.getString(1));
                        } else {
                            fresh |= rows.getBoolean(3);
                        }
                    }
                    return fresh ? Optional.of(List.copyOf(open)) : Optional.empty();
                });
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }
}
