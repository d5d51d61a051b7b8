/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL 13 or newer.
 *
 * <p>Columns are named with their table: behind ORDER BY a bare name would mean the select list's text of the column, and
 * so put 10 in front of 9.
 */
final class PostgresSource implements SourceDialect {
    private static final String TABLE = "t";

    private final PostgresDialect dialect = new PostgresDialect();

    @Override
    public String quote(String identifier) {
        return dialect.quote(identifier);
    }

    /** Without ONLY a table that others inherit from would show their rows as its own. */
    @Override
    public String from(TableFacts table) {
        return (table.partitioned() ? "" : "ONLY ") + quote(table.name().schema()) + "."
                + quote(table.name().table()) + " AS " + TABLE;
    }

    /** Every type has a text from which the server makes the same value again. */
    @Override
    public Optional<PositionColumn> position(KeyColumn column) {
        String sql = TABLE + "." + quote(column.name());
        boolean read = column.integer() && column.place() > 0;
        return Optional.of(new PositionColumn(
                column.name(),
                sql,
                read ? Optional.empty() : Optional.of(sql + "::pg_catalog.text"),
                column.place(),
                "?::" + column.castName()));
    }

    @Override
    public boolean comparesRows() {
        return true;
    }

    @Override
    public Paging paging(TableFacts table, List<KeyColumn> key, boolean preferBlocks) {
        boolean blocks = table.heap() && !table.partitioned();
        return preferBlocks && blocks ? Paging.BLOCKS : byKey(key).orElse(blocks ? Paging.BLOCKS : Paging.WHOLE);
    }
}
