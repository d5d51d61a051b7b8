/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.sink.WriteMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The SQL that PostgreSQL needs. Pure.
 *
 * <p>A set of rows travels as one {@code text[]} parameter per column, and the server casts each text to the column's
 * type with the rules it has for any text. So every type works that has a text form, and the statement has the same
 * text for any number of rows.
 */
public final class PostgresDialect {
    /** The one way an identifier gets into a statement. */
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * Writes rows as the mode says; parameter <i>i</i> holds the texts of column <i>i</i>.
     *
     * @param columns the columns to write; all key columns are among them, computed ones are not
     */
    public String write(TableDefinition table, List<ColumnDefinition> columns, WriteMode mode) {
        return switch (mode) {
            case UPSERT -> upsert(table, columns);
            case SKIP_EXISTING -> insert(table, columns) + conflict(table) + "NOTHING";
            case INSERT -> insert(table, columns);
            case UPDATE_ONLY -> update(table, columns);
        };
    }

    /** Inserts rows or overwrites those with equal keys. */
    public String upsert(TableDefinition table, List<ColumnDefinition> columns) {
        return insert(table, columns) + conflict(table) + onConflict(table, columns);
    }

    private String conflict(TableDefinition table) {
        return " ON CONFLICT (" + list(table.keyColumns(), column -> quote(column.name())) + ") DO ";
    }

    private String insert(TableDefinition table, List<ColumnDefinition> columns) {
        return "INSERT INTO " + qualified(table.id()) + " (" + list(columns, column -> quote(column.name())) + ")"
                + (overridesIdentity(columns) ? " OVERRIDING SYSTEM VALUE" : "")
                + " SELECT " + list(columns, column -> cast("a", column))
                + " FROM " + texts("a", columns);
    }

    private String update(TableDefinition table, List<ColumnDefinition> columns) {
        List<ColumnDefinition> updated = updated(table, columns);
        // A table that is all key has nothing to update, and a statement must still say something.
        List<ColumnDefinition> set = updated.isEmpty() ? table.keyColumns().subList(0, 1) : updated;
        return "UPDATE " + qualified(table.id()) + " AS t SET "
                + list(set, column -> quote(column.name()) + " = " + cast("a", column)) + " FROM "
                + texts("a", columns) + " WHERE " + sameKey(table, "a");
    }

    /** Deletes rows by key; parameter <i>i</i> holds the texts of key column <i>i</i>. */
    public String delete(TableDefinition table) {
        return "DELETE FROM " + qualified(table.id()) + " AS t USING " + texts("k", table.keyColumns()) + " WHERE "
                + sameKey(table, "k");
    }

    private String sameKey(TableDefinition table, String alias) {
        return table.keyColumns().stream()
                .map(column -> "t." + quote(column.name()) + " = " + cast(alias, column))
                .collect(Collectors.joining(" AND "));
    }

    /** What every session is told first, so that a text means the same whatever the server's or the JVM's settings. */
    public String sessionSettings() {
        return "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
                + " SET lc_monetary = 'C'; SET array_nulls = on; SET xmloption = content";
    }

    /**
     * What a session that reads whole tables is told first, so that a value has one text whatever the settings of server
     * and user: every digit of a float, times at UTC. A policy that would hide rows makes the read fail; waiting for
     * whoever takes the rows does not.
     */
    public String readingSettings() {
        return "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601';"
                + " SET extra_float_digits = 3; SET bytea_output = 'hex'; SET xmloption = content;"
                + " SET row_security = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0";
    }

    // The server lets no update give an always-identity column a value; outside a key such a column keeps the value it
    // was inserted with.
    private static List<ColumnDefinition> updated(TableDefinition table, List<ColumnDefinition> columns) {
        return columns.stream()
                .filter(column -> !table.keyColumns().contains(column))
                .filter(column -> column.filling() != Filling.IDENTITY_ALWAYS)
                .toList();
    }

    private String onConflict(TableDefinition table, List<ColumnDefinition> columns) {
        List<ColumnDefinition> updated = updated(table, columns);
        return updated.isEmpty()
                ? "NOTHING"
                : "UPDATE SET " + list(updated, column -> quote(column.name()) + " = excluded." + quote(column.name()));
    }

    private static boolean overridesIdentity(List<ColumnDefinition> columns) {
        return columns.stream().anyMatch(column -> column.filling() == Filling.IDENTITY_ALWAYS);
    }

    private String texts(String alias, List<ColumnDefinition> columns) {
        return "unnest(" + list(columns, column -> "?::text[]") + ") AS " + alias + "("
                + list(columns, column -> quote(column.name())) + ")";
    }

    private String cast(String alias, ColumnDefinition column) {
        return alias + "." + quote(column.name()) + "::" + column.type().castName();
    }

    private String qualified(TableId id) {
        return quote(id.schema()) + "." + quote(id.name());
    }

    private static String list(List<ColumnDefinition> columns, Function<ColumnDefinition, String> part) {
        return columns.stream().map(part).collect(Collectors.joining(", "));
    }
}
