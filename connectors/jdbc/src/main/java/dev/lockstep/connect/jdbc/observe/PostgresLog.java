/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.read.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * PostgreSQL's log, and how far a connector of Debezium's is in it. Stateless; reads only, a marker is in the log and in no
 * table.
 *
 * <p>Whoever has a transaction number holds a lock on it, from before its first entry in the log until after others see what
 * it did. Transactions of {@code pg_snapshot_xmax} and above may have committed in the log too, so snapshots alone do not
 * tell who may be invisible and in the log.
 */
final class PostgresLog {
    private static final PreparedSql WRITERS = new PreparedSql(
            "SELECT transactionid::text FROM pg_catalog.pg_locks"
                    + " WHERE locktype = 'transactionid' AND granted AND mode = 'ExclusiveLock'",
            List.of());
    private static final PreparedSql END = new PreparedSql(
            "SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL ELSE"
                    + " pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint END",
            List.of());
    private static final PreparedSql MARK =
            new PreparedSql("SELECT pg_catalog.pg_logical_emit_message(true, 'lockstep', '')", List.of());

    /** Of every offset of Debezium's: where the log was when the record was made. */
    private static final String READ = "lsn";

    /** Of its offsets, but those of a snapshot: the last commit before the record. */
    private static final String COMMITTED = "lsn_commit";

    private PostgresLog() {}

    /** Numbers of the transactions that are open now and may write, those that are prepared included. */
    static Set<String> writers(Session session) throws SQLException, InterruptedException {
        return session.query(WRITERS, 0, rows -> {
            Set<String> open = new HashSet<>();
            while (rows.next()) {
                open.add(rows.getString(1));
            }
            return open;
        });
    }

    /** Where the log ends now: all that could be seen before is below. */
    static long end(Session session) throws SQLException, InterruptedException {
        return session.query(END, 0, rows -> {
            rows.next();
            long end = rows.getLong(1);
            if (rows.wasNull()) {
                throw new ConnectException("The server of connection.url is a standby. An audit reads the very server"
                        + " that the capture reads: name that one");
            }
            return end;
        });
    }

    /** Puts a transaction into the log that a capture has to pass. */
    static void mark(Session session) throws SQLException, InterruptedException {
        boolean marked = session.query(MARK, 0, ResultSet::next);
        if (!marked) {
            throw new SQLException("pg_logical_emit_message gave nothing");
        }
    }

    /** Whether every transaction whose commit is below the end has been dealt with, by a capture with this offset. */
    static boolean isPassed(long end, Map<String, ?> offset) {
        if (!(offset.get(READ) instanceof Long)) {
            throw new ConnectException("The offset of the connector that audit.connector names has the fields "
                    + offset.keySet() + ", expected \"" + READ
                    + "\" among them. Only Debezium's capture of PostgreSQL can"
                    + " be audited");
        }
        return offset.get(COMMITTED) instanceof Long committed && committed >= end;
    }
}
