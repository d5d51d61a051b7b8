/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SQLite. A key that is an integer, that may hold NULL (SQLite lets keys do so) or that has no exact text gives way to the
 * number of the row, where the table has one.
 */
final class SqliteSource implements SourceDialect {
    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String from(TableFacts table) {
        return quote(table.name().table());
    }

    @Override
    public Optional<PositionColumn> position(KeyColumn column) {
        String sql = quote(column.name());
        String declared = column.castName().toUpperCase(Locale.ROOT);
        if (column.integer() || declared.contains("INT")) {
            return Optional.of(integer(column.name(), sql));
        }
        boolean text = Stream.of("CHAR", "CLOB", "TEXT", "DATE", "TIME").anyMatch(declared::contains);
        return text ? Optional.of(new PositionColumn(column.name(), sql, Optional.of(sql), 0, "?")) : Optional.empty();
    }

    private static PositionColumn integer(String name, String sql) {
        return new PositionColumn(name, sql, Optional.of(sql), 0, "CAST(? AS INTEGER)");
    }

    @Override
    public boolean comparesRows() {
        return true;
    }

    @Override
    public Paging paging(TableFacts table, List<KeyColumn> key, boolean preferBlocks) {
        boolean exact = !(key.size() == 1 && key.get(0).integer());
        Optional<Paging> byKey = exact ? byKey(key) : Optional.empty();
        return byKey.orElseGet(() -> table.rowId()
                .map(name -> Paging.byKey(List.of(integer(name, quote(name))), true))
                .orElseGet(() -> byKey(key).orElse(Paging.WHOLE)));
    }
}
