/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.List;
import java.util.Optional;

/**
 * A table as it can be read. Immutable.
 *
 * @param columns those that can be read, in table order
 * @param unreadable those that cannot
 * @param keyColumns the primary key in key order, else a unique key without nullable columns, else empty
 * @param estimatedRows what the server's statistics say, 0 when they say nothing; for progress only
 */
public record ReadTable(
        TableName name,
        List<ReadColumn> columns,
        List<UnreadableColumn> unreadable,
        List<String> keyColumns,
        long estimatedRows) {
    public ReadTable {
        columns = List.copyOf(columns);
        unreadable = List.copyOf(unreadable);
        keyColumns = List.copyOf(keyColumns);
    }

    public Optional<ReadColumn> column(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
    }
}
