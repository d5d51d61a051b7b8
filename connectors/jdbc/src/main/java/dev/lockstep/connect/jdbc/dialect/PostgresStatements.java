/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import static dev.lockstep.connect.jdbc.dialect.PostgresDialect.qualified;
import static dev.lockstep.connect.jdbc.dialect.PostgresDialect.quoted;

import dev.lockstep.connect.jdbc.mapping.PostgresWire;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL for rows of one shape that come from somewhere as {@code s} with the columns {@code c0}, {@code c1} and so on.
 * Pure.
 *
 * <p>Where a cell is text the server casts it to the column's type with the rules it has for any text, so every type
 * works that has a text form.
 */
final class PostgresStatements {
    private final SetShape shape;
    private final TableDefinition table;
    private final List<ColumnDefinition> columns;

    PostgresStatements(SetShape shape) {
        this.shape = shape;
        this.table = shape.table();
        this.columns = shape.columns();
    }

    /** Rows from one array parameter for each column. */
    String fromArrays() {
        return "unnest(" + list(place -> "?::" + wire(place).stagingName() + "[]") + ") AS s("
                + list(place -> "c" + place) + ")";
    }

    String fromStaging(String name) {
        return "pg_temp." + quoted(name) + " AS s";
    }

    /** @param from {@link #fromArrays} or {@link #fromStaging} */
    String write(String from) {
        return switch (shape.action()) {
            case INSERT -> insert(from);
            case UPSERT -> insert(from) + onConflict();
            case SKIP_EXISTING -> insert(from) + " ON CONFLICT (" + keyNames() + ") DO NOTHING";
            case UPDATE_PRESENT, UPDATE_ONLY -> update(from);
            case DELETE -> "DELETE FROM " + qualified(table.id()) + " AS t USING " + from + " WHERE " + keysMatch();
        };
    }

    /** Whether there is nothing to update in a row but its key. */
    boolean updatesNothing() {
        return updated().isEmpty();
    }

    /** How many of the rows are there. */
    String countPresent(String from) {
        return "SELECT count(*) FROM " + qualified(table.id()) + " AS t JOIN " + from + " ON " + keysMatch();
    }

    /** The columns of a staging table; shapes with the same ones can share one. */
    String stagingColumns() {
        return "(" + list(place -> "c" + place + " " + wire(place).stagingName()) + ")";
    }

    String createStaging(String name) {
        return "CREATE TEMPORARY TABLE IF NOT EXISTS " + quoted(name) + " " + stagingColumns()
                + " ON COMMIT DELETE ROWS";
    }

    String copyIntoStaging(String name) {
        return "COPY pg_temp." + quoted(name) + " FROM STDIN (FORMAT binary)";
    }

    String copyIntoTable() {
        return "COPY " + qualified(table.id()) + " (" + names(columns) + ") FROM STDIN (FORMAT binary)";
    }

    PostgresWire wire(int place) {
        return PostgresWire.of(columns.get(place).type(), shape.isText(place));
    }

    private String insert(String from) {
        boolean identity = columns.stream().anyMatch(column -> column.filling() == Filling.IDENTITY_ALWAYS);
        return "INSERT INTO " + qualified(table.id()) + " (" + names(columns) + ")"
                + (identity ? " OVERRIDING SYSTEM VALUE" : "") + " SELECT " + list(this::cell) + " FROM " + from;
    }

    private String onConflict() {
        List<Integer> updated = updated();
        return " ON CONFLICT (" + keyNames() + ") DO "
                + (updated.isEmpty()
                        ? "NOTHING"
                        : "UPDATE SET "
                                + updated.stream()
                                        .map(place -> name(place) + " = excluded." + name(place))
                                        .collect(Collectors.joining(", ")));
    }

    private String update(String from) {
        return "UPDATE " + qualified(table.id()) + " AS t SET "
                + updated().stream()
                        .map(place -> name(place) + " = " + cell(place))
                        .collect(Collectors.joining(", "))
                + " FROM " + from + " WHERE " + keysMatch();
    }

    // The server lets no update give an always-identity column a value; outside a key such a column keeps the value it
    // was inserted with.
    private List<Integer> updated() {
        List<Integer> updated = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            ColumnDefinition column = columns.get(place);
            if (!table.keyColumns().contains(column) && column.filling() != Filling.IDENTITY_ALWAYS) {
                updated.add(place);
            }
        }
        return updated;
    }

    private String keysMatch() {
        return table.keyColumns().stream()
                .map(column -> "t." + quoted(column.name()) + " = " + cell(columns.indexOf(column)))
                .collect(Collectors.joining(" AND "));
    }

    private String cell(int place) {
        return "s.c" + place
                + (wire(place).isText() ? "::" + columns.get(place).type().castName() : "");
    }

    private String name(int place) {
        return quoted(columns.get(place).name());
    }

    private String keyNames() {
        return names(table.keyColumns());
    }

    private static String names(List<ColumnDefinition> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    private String list(IntFunction<String> part) {
        return IntStream.range(0, columns.size()).mapToObj(part).collect(Collectors.joining(", "));
    }
}
