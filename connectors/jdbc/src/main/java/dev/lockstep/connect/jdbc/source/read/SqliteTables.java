/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.lane.PreparedSql;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tables of a SQLite file. */
final class SqliteTables implements SourceCatalog {
    private static final String SCHEMA = "main";
    private static final String TABLES = "SELECT name FROM sqlite_master"
            + " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    private static final String FACTS = "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?";
    private static final String COLUMNS = "SELECT name, type, \"notnull\" FROM pragma_table_xinfo(?)";
    private static final long UNKNOWN_ROW_BYTES = 100;

    private final SourceDialect dialect = SourceDialect.of(DatabaseEngine.SQLITE);

    @Override
    public List<TableName> tables(Session session) throws SQLException, InterruptedException {
        return session.query(new PreparedSql(TABLES, List.of()), 0, rows -> {
            List<TableName> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new TableName(SCHEMA, rows.getString(1)));
            }
            return tables;
        });
    }

    @Override
    public Optional<TableFacts> facts(Session session, TableName table) throws SQLException, InterruptedException {
        Optional<String> withoutRowId = session.one(FACTS, table.table());
        if (withoutRowId.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> rowId = withoutRowId.get().equals("0") ? rowId(session, table) : Optional.empty();
        // The greatest row number is found at once and is not less than the count, deleted rows apart.
        String count = rowId.map(name -> "max(" + dialect.quote(name) + ")").orElse("count(*)");
        long rows = session.one("SELECT " + count + " FROM " + dialect.quote(table.table()))
                .map(Long::parseLong)
                .orElse(0L);
        return Optional.of(
                new TableFacts(table, false, false, 0, Math.max(0, rows), UNKNOWN_ROW_BYTES, UNKNOWN_ROW_BYTES, rowId));
    }

    /** The first of its names that no column has taken. */
    private static Optional<String> rowId(Session session, TableName table) throws SQLException, InterruptedException {
        Set<String> taken = session.query(new PreparedSql(COLUMNS, List.of(table.table())), 0, rows -> {
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                names.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
            return names;
        });
        return Stream.of("_rowid_", "rowid", "oid")
                .filter(name -> !taken.contains(name))
                .findFirst();
    }

    @Override
    public Optional<KeyColumn> column(Session session, TableName table, String column)
            throws SQLException, InterruptedException {
        return session.query(new PreparedSql(COLUMNS, List.of(table.table())), 0, row -> {
            while (row.next()) {
                if (row.getString(1).equals(column)) {
                    String type = row.getString(2);
                    return Optional.of(new KeyColumn(
                            column, 0, type, type.toUpperCase(Locale.ROOT).contains("INT"), row.getInt(3) == 0));
                }
            }
            return Optional.empty();
        });
    }
}
