/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.connect.jdbc.read.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MariaDB's binary log. The position is that of a consistent snapshot: what the log holds before it is in the snapshot,
 * and so in every later one; what it holds behind it is in the stream. No lock is taken.
 *
 * <p>Excepted are the two phases of XA: the log holds such a transaction from when it was prepared, a snapshot has it from
 * when it was committed.
 *
 * <p>The position itself is kept by Connect, as the capture's offset. MySQL has no such snapshot and is refused.
 */
final class MariaDbChangeLog implements ChangeLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String USABLE_KEY = """
            SELECT count(*) FROM (
                SELECT index_name FROM information_schema.statistics
                WHERE table_schema = ? AND table_name = ? AND non_unique = 0
                GROUP BY index_name
                HAVING sum(nullable = 'YES') = 0 AND sum(sub_part IS NOT NULL) = 0) AS usable""";

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
            requireKeys(tables);
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

    // Otherwise rows that come both from the load and from the stream could not be told to be one.
    private void requireKeys(List<TableName> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USABLE_KEY)) {
            for (TableName table : tables) {
                statement.setString(1, table.schema());
                statement.setString(2, table.table());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getInt(1) == 0) {
                        throw new HandoverException("Table " + table + " has no primary key, nor a unique key without"
                                + " NULLs: its rows could not be told apart. Give it a key, or leave it out of the bulk"
                                + " load's table.include.list");
                    }
                }
            }
        }
    }

    /** Waits for the end of what was prepared; all other transactions before the position the snapshot has seen. */
    @Override
    public void awaitOlderWriters(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try (Statement statement = connection.createStatement()) {
            Set<String> open = prepared(statement);
            // A transaction is in the log a moment before it is on the list.
            Pause.of(POLL);
            open.addAll(prepared(statement));
            while (!open.isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new HandoverException(open.size() + " prepared transaction(s) older than the position are"
                            + " still open after " + timeout.toSeconds() + " s: the log has them already, and no"
                            + " reader sees them. XA RECOVER lists them; XA COMMIT or XA ROLLBACK ends them. Or allow"
                            + " more time with --timeout. Then run this again");
                }
                Pause.of(POLL);
                open.retainAll(prepared(statement));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Set<String> prepared(Statement statement) throws SQLException {
        Set<String> transactions = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("XA RECOVER")) {
            while (rows.next()) {
                transactions.add(
                        String.join(" ", rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return transactions;
    }

    @Override
    public void requireKept(List<TableName> tables, JsonNode captured) {
        String file = captured.path(0).path("offset").path("file").asText("");
        if (file.isEmpty()) {
            throw new HandoverException(
                    "The stream's connector has no position: it cannot be told from where to stream."
                            + " Delete both connectors with their offsets, and begin again");
        }
        try (Statement statement = connection.createStatement();
                ResultSet files = statement.executeQuery("SHOW BINARY LOGS")) {
            while (files.next()) {
                if (files.getString(1).equals(file)) {
                    return;
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        throw new HandoverException("The source has removed " + file + " of its binary log, where the stream is to"
                + " begin: changes since the load began are lost. Delete both connectors with their offsets, have the"
                + " server keep its log for longer than the load takes, and begin again");
    }

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
