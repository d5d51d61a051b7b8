/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.read.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A place in MariaDB's binary log, between two transactions. Immutable.
 *
 * @param log the name of its files without their number
 * @param file the number of the file
 * @param offset in that file, bytes
 */
record BinlogPlace(String log, long file, long offset) {
    private static final Pattern FILE = Pattern.compile("(.*)\\.(\\d{1,18})");
    private static final PreparedSql END = new PreparedSql("SHOW MASTER STATUS", List.of());
    private static final PreparedSql SNAPSHOT = new PreparedSql("SHOW STATUS LIKE 'binlog\\_snapshot\\_%'", List.of());
    private static final String ADVICE =
            "An audit needs MariaDB, with log_bin, on the very server that the capture reads";

    /** Where the log ends now: all that a capture may have read is before it. */
    static BinlogPlace ofEnd(Session session) throws SQLException, InterruptedException {
        return session.query(END, 0, rows -> {
            if (!rows.next()) {
                throw new ConnectException("The server of connection.url has no binary log. " + ADVICE);
            }
            return of(rows.getString(1), rows.getLong(2));
        });
    }

    /** Of the snapshot that the session's transaction reads. */
    static BinlogPlace ofSnapshot(Session session) throws SQLException, InterruptedException {
        Map<String, String> status = session.query(SNAPSHOT, 0, rows -> {
            Map<String, String> found = new HashMap<>();
            while (rows.next()) {
                found.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
            return found;
        });
        String file = status.getOrDefault("binlog_snapshot_file", "");
        if (file.isEmpty()) {
            throw new ConnectException(
                    "The server of connection.url does not tell the place of a snapshot in its binary"
                            + " log (binlog_snapshot_file), as MySQL does not. " + ADVICE);
        }
        return of(file, Long.parseLong(status.get("binlog_snapshot_position")));
    }

    /** Whether all that stands before the other place stands before this one too. */
    boolean reaches(BinlogPlace other) {
        if (!log.equals(other.log)) {
            throw new ConnectException(
                    "Places in the binary logs " + log + " and " + other.log + " have no order. " + ADVICE);
        }
        return file > other.file || (file == other.file && offset >= other.offset);
    }

    /** Whether every transaction before this place has been dealt with, by a capture with this offset. */
    boolean isPassed(Map<String, ?> stored) {
        if (!(stored.get("file") instanceof String name) || !(stored.get("pos") instanceof Number position)) {
            throw new ConnectException("The offset of the connector that audit.connector names has the fields "
                    + stored.keySet() + ", expected \"file\" and \"pos\" among them. Only Debezium's capture of MariaDB"
                    + " can be audited on a MariaDB server");
        }
        Object snapshot = stored.get("snapshot");
        boolean inSnapshot = snapshot != null && !snapshot.toString().equals("false");
        return !inSnapshot && of(name, position.longValue()).reaches(this);
    }

    private static BinlogPlace of(String name, long offset) {
        Matcher file = FILE.matcher(name);
        if (!file.matches()) {
            throw new ConnectException("Expected a file of a binary log as name.number, found " + name);
        }
        return new BinlogPlace(file.group(1), Long.parseLong(file.group(2)), offset);
    }

    @Override
    public String toString() {
        return log + "." + file + " at " + offset;
    }
}
