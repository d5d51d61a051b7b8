/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL's catalogue says of tables, as readings. Stateless and thread-safe; takes no locks on tables. */
final class PostgresCatalog {
    private static final String TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            ORDER BY n.nspname, c.relname""";

    // Of a partitioned table, rows and bytes are those of its partitions.
    private static final String TABLE = """
            SELECT c.oid, c.relkind = 'p' AS partitioned,
              coalesce((SELECT a.amname = 'heap' FROM pg_catalog.pg_am a WHERE a.oid = c.relam), false) AS heap,
              pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks,
              s.rows, s.bytes
            FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN LATERAL (
                SELECT sum(greatest(p.reltuples, 0))::bigint AS rows, sum(pg_catalog.pg_table_size(p.oid))::bigint AS bytes
                FROM pg_catalog.pg_class p
                WHERE c.relkind = 'r' AND p.oid = c.oid
                  OR c.relkind = 'p' AND p.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid) WHERE isleaf)
              ) s
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')""";

    private static final String COLUMNS = """
            SELECT a.attname, a.atttypid, a.atttypmod, a.attndims, a.attnotnull,
              pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    // The primary key first, then the unique key with the fewest columns; its age decides between equals.
    private static final String KEY = """
            SELECT a.attname
            FROM (
                SELECT i.indrelid, i.indkey, i.indnkeyatts
                FROM pg_catalog.pg_index i
                WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                  AND NOT EXISTS (
                    SELECT FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
                      JOIN pg_catalog.pg_attribute n ON n.attrelid = i.indrelid AND n.attnum = k.attnum
                    WHERE k.place <= i.indnkeyatts AND NOT n.attnotnull)
                ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
                LIMIT 1
              ) i
              CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE k.place <= i.indnkeyatts
            ORDER BY k.place""";

    private static final int UNKNOWN_ROW_BYTES = 1_000;

    private final PostgresDialect dialect = new PostgresDialect();
    private final PostgresTypeCatalog types = new PostgresTypeCatalog();

    private record Found(long oid, boolean partitioned, long blocks, long rows, long bytes) {
        long bytesPerRow() {
            return rows == 0 ? UNKNOWN_ROW_BYTES : Math.max(1, bytes / rows);
        }
    }

    List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    /** @return empty when there is no table (or partitioned table) of that very name */
    Optional<TableReading> describe(Connection connection, TableName name) throws SQLException {
        Optional<Found> found = find(connection, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Found table = found.get();
        List<ColumnReading> readings = new ArrayList<>();
        List<UnreadableColumn> unreadable = new ArrayList<>();
        columns(connection, table.oid(), readings, unreadable);
        List<String> key = key(connection, table.oid());
        ReadTable described = new ReadTable(
                name, readings.stream().map(ColumnReading::column).toList(), unreadable, key, table.rows());
        boolean integerKey = !key.isEmpty()
                && described
                        .column(key.get(0))
                        .filter(PostgresCatalog::isInteger)
                        .isPresent();
        // Without ONLY a table that others inherit from would show their rows as its own.
        String from =
                (table.partitioned() ? "" : "ONLY ") + dialect.quote(name.schema()) + "." + dialect.quote(name.table());
        return Optional.of(new TableReading(
                described, TableReading.byName(readings), from, table.blocks(), integerKey, table.bytesPerRow()));
    }

    private static boolean isInteger(ReadColumn column) {
        return List.of("smallint", "integer", "bigint").contains(column.declaredType());
    }

    private static Optional<Found> find(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.table());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Found(
                        row.getLong("oid"),
                        row.getBoolean("partitioned"),
                        row.getBoolean("heap") ? row.getLong("blocks") : 0,
                        row.getLong("rows"),
                        row.getLong("bytes")));
            }
        }
    }

    private void columns(
            Connection connection, long table, List<ColumnReading> readings, List<UnreadableColumn> unreadable)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString("attname");
                    String declared = row.getString("declared");
                    boolean nullable = !row.getBoolean("attnotnull");
                    PostgresType type = types.load(
                            connection, row.getLong("atttypid"), row.getInt("atttypmod"), row.getInt("attndims"));
                    PostgresReadings.of(type, nullable)
                            .ifPresentOrElse(
                                    reading -> readings.add(new ColumnReading(
                                            new ReadColumn(name, reading.schema(), declared, nullable),
                                            reading.expression().apply(dialect.quote(name)),
                                            reading.direct())),
                                    () -> unreadable.add(new UnreadableColumn(
                                            name, declared, "no canonical form is known for such values")));
                }
            }
        }
    }

    private static List<String> key(Connection connection, long table) throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEY)) {
            statement.setLong(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    key.add(rows.getString(1));
                }
            }
        }
        return key;
    }
}
