/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PostgreSQL's tables. */
final class PostgresTables implements SourceCatalog {
    private static final String TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            ORDER BY n.nspname, c.relname""";

    // Of a partitioned table, rows and bytes are those of its partitions. A table that was never analysed has -1 rows.
    private static final String FACTS = """
            SELECT c.relkind = 'p' AS partitioned,
              coalesce((SELECT a.amname = 'heap' FROM pg_catalog.pg_am a WHERE a.oid = c.relam), false) AS heap,
              pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::bigint AS blocks,
              s.rows, s.bytes, s.whole_bytes
            FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN LATERAL (
                SELECT sum(greatest(p.reltuples, 0))::bigint AS rows, sum(pg_catalog.pg_relation_size(p.oid))::bigint AS bytes,
                  sum(pg_catalog.pg_table_size(p.oid))::bigint AS whole_bytes
                FROM pg_catalog.pg_class p
                WHERE c.relkind = 'r' AND p.oid = c.oid
                  OR c.relkind = 'p' AND p.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid) WHERE isleaf)
              ) s
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')""";

    private static final String COLUMN = """
            SELECT pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull
            FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped""";

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final long UNKNOWN_ROW_BYTES = 100;

    @Override
    public List<TableName> tables(Session session) throws SQLException, InterruptedException {
        return session.query(new PreparedSql(TABLES, List.of()), 0, rows -> {
            List<TableName> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
            return tables;
        });
    }

    @Override
    public Optional<TableFacts> facts(Session session, TableName table) throws SQLException, InterruptedException {
        return session.query(new PreparedSql(FACTS, List.of(table.schema(), table.table())), 0, row -> {
            if (!row.next()) {
                return Optional.empty();
            }
            long bytes = row.getLong("bytes");
            long counted = row.getLong("rows");
            long rows = counted > 0 ? counted : bytes / UNKNOWN_ROW_BYTES;
            return Optional.of(new TableFacts(
                    table,
                    row.getBoolean("partitioned"),
                    row.getBoolean("heap"),
                    row.getLong("blocks"),
                    rows,
                    Math.max(1, rows == 0 ? UNKNOWN_ROW_BYTES : bytes / rows),
                    Math.max(1, rows == 0 ? UNKNOWN_ROW_BYTES : row.getLong("whole_bytes") / rows),
                    Optional.empty()));
        });
    }

    @Override
    public Optional<KeyColumn> column(Session session, TableName table, String column)
            throws SQLException, InterruptedException {
        return session.query(new PreparedSql(COLUMN, List.of(table.schema(), table.table(), column)), 0, row -> {
            if (!row.next()) {
                return Optional.empty();
            }
            String type = row.getString("type");
            return Optional.of(new KeyColumn(column, 0, type, INTEGERS.contains(type), !row.getBoolean("attnotnull")));
        });
    }
}
