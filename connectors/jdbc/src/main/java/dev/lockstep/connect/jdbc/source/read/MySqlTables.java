/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tables of a database of MariaDB or MySQL, that of the URL. */
final class MySqlTables implements SourceCatalog {
    private static final String TABLES = """
            SELECT table_schema, table_name FROM information_schema.tables
            WHERE table_schema = database() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name""";
    private static final String FACTS = """
            SELECT table_rows, avg_row_length FROM information_schema.tables
            WHERE table_schema = ? AND table_name = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')""";
    private static final String COLUMN = """
            SELECT column_type, is_nullable FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ? AND column_name = ?""";
    private static final Pattern INTEGER = Pattern.compile("(tiny|small|medium|big)?int\\b.*");

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
            long bytes = Math.max(1, row.getLong(2));
            return Optional.of(new TableFacts(table, false, false, 0, row.getLong(1), bytes, bytes, Optional.empty()));
        });
    }

    @Override
    public Optional<KeyColumn> column(Session session, TableName table, String column)
            throws SQLException, InterruptedException {
        return session.query(new PreparedSql(COLUMN, List.of(table.schema(), table.table(), column)), 0, row -> {
            if (!row.next()) {
                return Optional.empty();
            }
            String type = row.getString(1).toLowerCase(Locale.ROOT);
            return Optional.of(new KeyColumn(
                    column,
                    0,
                    type,
                    INTEGER.matcher(type).matches(),
                    row.getString(2).equals("YES")));
        });
    }
}
