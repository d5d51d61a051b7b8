/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static dev.lockstep.connect.jdbc.dialect.MySqlDialect.qualified;
import static dev.lockstep.connect.jdbc.dialect.MySqlDialect.quoted;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableTrait;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The SQL for rows of one shape in MariaDB and MySQL. Pure. */
final class MySqlStatements {
    private final SetShape shape;
    private final TableDefinition table;
    private final List<ColumnDefinition> updated;

    MySqlStatements(SetShape shape) {
        this.shape = shape;
        this.table = shape.table();
        this.updated = shape.columns().stream()
                .filter(column -> !table.keyColumns().contains(column))
                .toList();
    }

    /** Takes the cells of each row in their order. */
    String write(int rows) {
        return switch (shape.action()) {
            case INSERT -> insert(rows);
            case UPSERT -> insert(rows) + " ON DUPLICATE KEY UPDATE " + overwrite();
            case SKIP_EXISTING -> insert(rows) + " ON DUPLICATE KEY UPDATE " + keepKey();
            case DELETE -> delete(rows);
            case UPDATE_PRESENT, UPDATE_ONLY -> throw new IllegalStateException("updates are written one by one");
        };
    }

    /** Takes the cells of one row where {@link #updateParameter} says. */
    String update() {
        List<ColumnDefinition> set = updated.isEmpty() ? table.keyColumns() : updated;
        return "UPDATE " + qualified(table.id()) + " SET "
                + list(set, column -> quoted(column.name()) + " = " + (updated.isEmpty() ? quoted(column.name()) : "?"))
                + " WHERE "
                + table.keyColumns().stream()
                        .map(column -> quoted(column.name()) + " = ?")
                        .collect(Collectors.joining(" AND "));
    }

    int updateParameter(int place) {
        ColumnDefinition column = shape.columns().get(place);
        int key = table.keyColumns().indexOf(column);
        return key < 0 ? updated.indexOf(column) + 1 : updated.size() + key + 1;
    }

    private String insert(int rows) {
        String row = "(" + list(shape.columns(), column -> "?") + ")";
        return "INSERT INTO " + qualified(table.id()) + " (" + list(shape.columns(), column -> quoted(column.name()))
                + ") VALUES " + String.join(", ", Collections.nCopies(rows, row));
    }

    private String delete(int rows) {
        List<ColumnDefinition> key = shape.columns();
        String row = key.size() == 1 ? "?" : "(" + list(key, column -> "?") + ")";
        String names = list(key, column -> quoted(column.name()));
        return "DELETE FROM " + qualified(table.id()) + " WHERE " + (key.size() == 1 ? names : "(" + names + ")")
                + " IN (" + String.join(", ", Collections.nCopies(rows, row)) + ")";
    }

    private String overwrite() {
        String assignments =
                list(updated, column -> quoted(column.name()) + " = VALUES(" + quoted(column.name()) + ")");
        if (updated.isEmpty()) {
            return keepKey();
        }
        return table.has(TableTrait.OTHER_UNIQUE) ? keepKey() + ", " + assignments : assignments;
    }

    // The server takes a row that is equal by any unique index for the one to be overwritten. If it is not the one with
    // this key, the statement is to fail, which a subquery of two rows does where a single value belongs.
    private String keepKey() {
        String first = quoted(table.keyColumns().get(0).name());
        if (!table.has(TableTrait.OTHER_UNIQUE)) {
            return first + " = " + first;
        }
        String same = table.keyColumns().stream()
                .map(column -> quoted(column.name()) + " <=> VALUES(" + quoted(column.name()) + ")")
                .collect(Collectors.joining(" AND "));
        return first + " = IF(" + same + ", " + first + ", (SELECT 1 UNION ALL SELECT 2))";
    }

    private static String list(List<ColumnDefinition> columns, Function<ColumnDefinition, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }
}
