/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.connect.jdbc.read.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * MariaDB's binary log. The position is that of a consistent snapshot: what the log holds before it is in the snapshot,
 * and so in every later one; what it holds behind it is in the stream. No lock is taken.
 *
 * <p>The position itself is kept by Connect, as the capture's offset. MySQL has no such snapshot and is refused.
 */
final class MariaDbChangeLog implements ChangeLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final String server;
    private Optional<JsonNode> offsets = Optional.empty();

    /**
     * @param connection which this takes over
     * @param server the capture's {@code topic.prefix}, by which its offset is known
     */
    MariaDbChangeLog(Connection connection, String server) {
        this.connection = connection;
        this.server = server;
    }

    @Override
    public String fix(List<TableName> tables) {
        try (Statement statement = connection.createStatement()) {
            requireRowLog(statement);
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            String file = status(statement, "binlog_snapshot_file");
            String position = status(statement, "binlog_snapshot_position");
            String transactions = one(statement, "SELECT binlog_gtid_pos('" + file + "', " + position + ")");
            statement.execute("COMMIT");
            if (transactions == null || transactions.isEmpty()) {
                throw new HandoverException("The source's binary log knows no global transaction id yet at " + file
                        + ":" + position + ", and the capture cannot start without one. Write anything to the source,"
                        + " then run this again");
            }
            offsets = Optional.of(offsets(file, Long.parseLong(position), transactions));
            return "transaction " + transactions + " (" + file + ":" + position + ")";
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void requireRowLog(Statement statement) throws SQLException {
        String version = one(statement, "SELECT version()");
        if (!version.contains("MariaDB")) {
            throw new HandoverException("The source is MySQL " + version
                    + ", which has no snapshot with a known log position. Follow the steps for MySQL in"
                    + " docs/handover.md by hand");
        }
        requireSetting(statement, "log_bin", "1");
        requireSetting(statement, "binlog_format", "ROW");
        requireSetting(statement, "binlog_row_image", "FULL");
    }

    private static void requireSetting(Statement statement, String name, String expected) throws SQLException {
        String found = one(statement, "SELECT @@global." + name);
        if (!expected.equals(found)) {
            throw new HandoverException("The source's " + name + " is " + found + ", change capture needs " + expected
                    + ". Change the server's configuration");
        }
    }

    private JsonNode offsets(String file, long position, String transactions) {
        ArrayNode all = JSON.createArrayNode();
        ObjectNode entry = all.addObject();
        entry.putObject("partition").put("server", server);
        entry.putObject("offset").put("file", file).put("pos", position).put("gtids", transactions);
        return all;
    }

    /** There are none: the snapshot has seen them all. */
    @Override
    public void awaitOlderWriters(Duration timeout) {}

    @Override
    public Optional<JsonNode> offsets() {
        return offsets;
    }

    private static String status(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW STATUS LIKE '" + name + "'")) {
            if (!row.next() || row.getString(2).isEmpty()) {
                throw new HandoverException("The source does not tell " + name
                        + ": its binary log is off. Start it with --log-bin and --binlog-format=ROW");
            }
            return row.getString(2);
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static HandoverException failed(SQLException e) {
        return new HandoverException(
                "Reading the source's log position failed: SQLSTATE " + e.getSQLState() + ", error " + e.getErrorCode()
                        + ". Needed is a user with SELECT and REPLICATION CLIENT (BINLOG MONITOR)");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is open in it.
        }
    }
}
