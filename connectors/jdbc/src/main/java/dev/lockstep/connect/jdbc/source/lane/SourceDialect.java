/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL in which the engines differ. Pure. */
public sealed interface SourceDialect permits PostgresSource, MySqlSource, SqliteSource {
    static SourceDialect of(DatabaseEngine engine) {
        return switch (engine) {
            case POSTGRES -> new PostgresSource();
            case MYSQL -> new MySqlSource();
            case SQLITE -> new SqliteSource();
        };
    }

    /** The one way an identifier gets into a statement. */
    String quote(String identifier);

    /** The table behind FROM. */
    String from(TableFacts table);

    /** How values of the column travel as texts and back; empty when they cannot without a change. */
    Optional<PositionColumn> position(KeyColumn column);

    /** Whether {@code (a, b) > (1, 2)} is both right and served by an index. */
    boolean comparesRows();

    /** By what the table is read. */
    default Paging paging(TableFacts table, List<KeyColumn> key, boolean preferBlocks) {
        return byKey(key).orElse(Paging.WHOLE);
    }

    /** Empty when the key cannot tell where a reader is. */
    default Optional<Paging> byKey(List<KeyColumn> key) {
        List<PositionColumn> columns = new ArrayList<>();
        for (KeyColumn column : key) {
            Optional<PositionColumn> position = column.nullable() ? Optional.empty() : position(column);
            if (position.isEmpty()) {
                return Optional.empty();
            }
            columns.add(position.get());
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Paging.byKey(columns, key.size() == 1 && key.get(0).integer()));
    }
}
