/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.jdbc.read.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * PostgreSQL 13 or newer: a publication and a logical slot, which keeps the log from its position on until the capture
 * has read it.
 *
 * <p>The publication comes first. With the slot first, changes written before the publication exists make the capture
 * fail on 14 and are left out with no more than a warning on 18.
 */
final class PostgresChangeLog implements ChangeLog {
    private static final String PLUGIN = "pgoutput";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String BLOCKERS = """
            SELECT pid, coalesce(usename, ''), coalesce(application_name, ''), state, xact_start::text
            FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 5""";

    // A partition is written to under its own identity, whatever the whole table has.
    private static final String WITHOUT_IDENTITY = """
            SELECT c.relname FROM pg_class c
            WHERE (c.oid = ?::regclass OR c.oid IN (SELECT relid FROM pg_partition_tree(?::regclass) WHERE isleaf))
              AND NOT EXISTS (
                SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                  AND i.indpred IS NULL AND i.indexprs IS NULL
                  AND NOT EXISTS (
                    SELECT 1 FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[]) AND NOT a.attnotnull)
                  AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident
                    ELSE c.relreplident = 'f' END)
            ORDER BY 1 LIMIT 1""";

    private final Connection connection;
    private final String publication;
    private final String slot;
    private final PostgresDialect dialect = new PostgresDialect();

    /** @param connection in auto-commit mode, which this takes over */
    PostgresChangeLog(Connection connection, String publication, String slot) {
        this.connection = connection;
        this.publication = publication;
        this.slot = slot;
    }

    @Override
    public String fix(List<TableName> tables) {
        try {
            requireLogicalLog();
            boolean slotIsThere = one("SELECT slot_name FROM pg_replication_slots WHERE slot_name = ?", slot)
                    .isPresent();
            publish(tables, slotIsThere);
            if (slotIsThere) {
                requireUsableSlot();
            } else {
                createSlot();
            }
            return "slot " + slot + " at "
                    + one("SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = ?", slot)
                            .orElseThrow();
        } catch (SQLException e) {
            throw failed("Preparing publication " + publication + " and slot " + slot, e);
        }
    }

    private void requireLogicalLog() throws SQLException {
        String level = one("SELECT current_setting('wal_level')").orElseThrow();
        if (!level.equals("logical")) {
            throw new HandoverException("The source's wal_level is " + level
                    + ", change capture needs logical. Set it in postgresql.conf and restart the server");
        }
    }

    private void publish(List<TableName> tables, boolean slotIsThere) throws SQLException {
        boolean published = one("SELECT pubname FROM pg_publication WHERE pubname = ?", publication)
                .isPresent();
        if (!published && slotIsThere) {
            throw new HandoverException("Slot " + slot + " is there, publication " + publication
                    + " is not: changes since the slot could not be read, or would be left out. Drop the slot"
                    + " (SELECT pg_drop_replication_slot('" + slot + "')) and begin again");
        }
        if (!published) {
            requireReplicaIdentity(tables);
            execute("CREATE PUBLICATION " + dialect.quote(publication) + " FOR TABLE "
                    + tables.stream().map(this::quoted).collect(Collectors.joining(", "))
                    + " WITH (publish_via_partition_root = true)");
            return;
        }
        requirePublished(tables);
    }

    private void requirePublished(List<TableName> tables) throws SQLException {
        Set<TableName> missing = new HashSet<>(tables);
        missing.removeAll(publishedTables());
        if (!missing.isEmpty()) {
            throw new HandoverException("Publication " + publication + " does not publish "
                    + missing.stream().map(TableName::toString).sorted().collect(Collectors.joining(", "))
                    + ", which the bulk load reads: changes to it would be lost. Drop slot and publication and begin"
                    + " again, or leave the table to another bulk load");
        }
    }

    private List<TableName> publishedTables() throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?")) {
            statement.setString(1, publication);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new TableName(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return tables;
    }

    // Otherwise the source's own users could no longer update or delete rows of such a table, and rows that come both
    // from the load and from the stream could not be told to be one.
    private void requireReplicaIdentity(List<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            Optional<String> unfit = one(WITHOUT_IDENTITY, quoted(table), quoted(table));
            if (unfit.isPresent()) {
                throw new HandoverException("Table " + table
                        + (unfit.get().equals(table.table()) ? "" : ", in its partition " + unfit.get() + ",")
                        + " has no primary key, nor a unique key without NULLs as its replica identity: once it is"
                        + " published, the source may refuse UPDATE and DELETE on it, and its rows could not be told"
                        + " apart. Give it a primary key, or leave it out of the bulk load's table.include.list");
            }
        }
    }

    @Override
    public void requireKept(List<TableName> tables, JsonNode captured) {
        try {
            if (one("SELECT slot_name FROM pg_replication_slots WHERE slot_name = ?", slot)
                    .isEmpty()) {
                throw new HandoverException("Slot " + slot + " is gone: the changes since the load began are lost."
                        + " Delete both connectors with their offsets, and begin again");
            }
            requireUsableSlot();
            requirePublished(tables);
        } catch (SQLException e) {
            throw failed("Looking at publication " + publication + " and slot " + slot, e);
        }
    }

    private void requireUsableSlot() throws SQLException {
        String problem = one("""
                        SELECT CASE WHEN plugin IS DISTINCT FROM ? THEN 'is made for another plugin, ' || coalesce(plugin, 'physical replication')
                          WHEN database IS DISTINCT FROM current_database() THEN 'belongs to database ' || coalesce(database, '(none)')
                          WHEN active THEN 'is being read by another process'
                          WHEN wal_status = 'lost' THEN 'is of no more use: the server removed the log it needs'
                          ELSE '' END
                        FROM pg_replication_slots WHERE slot_name = ?""", PLUGIN, slot).orElseThrow();
        if (!problem.isEmpty()) {
            throw new HandoverException("Slot " + slot + " " + problem
                    + ". Name another in slot.name of the change stream's file, or drop it and begin again");
        }
    }

    // In a statement of its own: a transaction that has written may not create a slot.
    private void createSlot() throws SQLException {
        one("SELECT pg_create_logical_replication_slot(?, '" + PLUGIN + "')::text", slot);
    }

    /**
     * A transaction number taken after the slot is larger than that of every transaction that committed before the
     * slot's position. When no smaller one is in progress any more, they are all visible.
     */
    @Override
    public void awaitOlderWriters(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            String next = one("SELECT pg_current_xact_id()::text").orElseThrow();
            while (one("SELECT 'over' WHERE pg_snapshot_xmin(pg_current_snapshot()) >= ?::xid8", next)
                    .isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new HandoverException("Transactions older than the slot are still open after "
                            + timeout.toSeconds() + " s: " + blockers()
                            + ". End them, or allow more time with --timeout, and run this again");
                }
                Pause.of(POLL);
            }
        } catch (SQLException e) {
            throw failed("Waiting for transactions older than the slot", e);
        }
    }

    private String blockers() throws SQLException {
        List<String> blockers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BLOCKERS)) {
            while (rows.next()) {
                blockers.add("process " + rows.getInt(1) + " (user " + rows.getString(2) + ", application \""
                        + rows.getString(3) + "\", " + rows.getString(4) + ", since " + rows.getString(5) + ")");
            }
        }
        return blockers.isEmpty() ? "prepared transactions (see pg_prepared_xacts)" : String.join(", ", blockers);
    }

    /** The slot keeps the position. */
    @Override
    public Optional<JsonNode> offsets() {
        return Optional.empty();
    }

    private String quoted(TableName table) {
        return dialect.quote(table.schema()) + "." + dialect.quote(table.table());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Optional<String> one(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static HandoverException failed(String action, SQLException e) {
        return new HandoverException(SqlFailures.describe(action, e)
                + ". Needed are a user with the REPLICATION attribute who owns the tables, and a free slot"
                + " (max_replication_slots)");
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
