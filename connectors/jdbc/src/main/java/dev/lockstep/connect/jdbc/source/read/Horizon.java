/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.lane.KeyTexts;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Waits for transactions, so that a row that commits late is not missed. Thread-safe; shared by the lanes of a task.
 *
 * <p>"Greater than the last value" misses rows: a transaction that took value 5 may commit after one that took 6, and
 * once 6 was read nobody asks for 5 again. So a reader
 *
 * <ol>
 *   <li>takes the greatest visible value <i>h</i>,
 *   <li>lets {@code poll.lag.ms} pass,
 *   <li>{@linkplain #mark marks} the transactions that are open now,
 *   <li>waits until {@linkplain #passed none of them} is,
 *   <li>and only then reads what is greater than its position and not greater than <i>h</i>.
 * </ol>
 *
 * <p>Why no late commit is missed: take a row with a value &le; <i>h</i> that could not be seen at 1. Its transaction was
 * open at 3, and then it has ended at 5, where the row is seen; or it had ended before 3, as well; or it began after 3,
 * more than the lag after <i>h</i> was there, and yet came by a value &le; <i>h</i>. The last is the case of values that
 * are taken long before they are used: a sequence with CACHE hands numbers to a session ahead, an application may take
 * numbers or times before it begins its transaction, and a clock of whole seconds gives one value for a whole second. The
 * lag must be longer than that; values that the database makes as it inserts need none beyond their clock's unit.
 *
 * <p>PostgreSQL: open are all transactions below {@code pg_snapshot_xmax}, until {@code pg_snapshot_xmin} has reached it.
 * One that has not written yet has no such number, but its {@code now()} is already fixed; so those are told by their
 * virtual numbers. MariaDB and MySQL: open is what {@link OpenMySqlTransactions} lists; without the privilege PROCESS the
 * lag is all there is. SQLite has one writer at a time: what can be seen is complete.
 */
final class Horizon {
    private static final String POSTGRES_MARK = """
            SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text
            UNION ALL
            SELECT l.virtualxid FROM pg_catalog.pg_locks l
              JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'virtualxid' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
              AND a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend'""";
    private static final String POSTGRES_PASSED = """
            SELECT (pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric >= ?::numeric
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks
                WHERE locktype = 'virtualxid' AND virtualxid = ANY (pg_catalog.string_to_array(?, ','))))::text""";

    private final DatabaseEngine engine;
    private final OpenMySqlTransactions mySqlTransactions = new OpenMySqlTransactions();

    Horizon(DatabaseEngine engine) {
        this.engine = engine;
    }

    /** The transactions that are open now; empty when nothing is to be waited for. */
    Optional<String> mark(Session session) throws SQLException, InterruptedException {
        List<String> open = switch (engine) {
            case POSTGRES -> column(session, POSTGRES_MARK);
            case MYSQL -> mySqlTransactions.now(session);
            case SQLITE -> List.of();
        };
        return open.isEmpty() ? Optional.empty() : Optional.of(KeyTexts.encode(open));
    }

    /** Whether all of them have ended. */
    boolean passed(Session session, String mark) throws SQLException, InterruptedException {
        List<String> marked = KeyTexts.decode(mark);
        return switch (engine) {
            case POSTGRES ->
                session.one(POSTGRES_PASSED, marked.get(0), String.join(",", marked.subList(1, marked.size())))
                        .orElse("")
                        .equals("true");
            case MYSQL -> {
                List<String> open = mySqlTransactions.now(session);
                yield marked.stream().noneMatch(open::contains);
            }
            case SQLITE -> true;
        };
    }

    private static List<String> column(Session session, String sql) throws SQLException, InterruptedException {
        return session.query(new PreparedSql(sql, List.of()), 0, rows -> {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        });
    }
}
