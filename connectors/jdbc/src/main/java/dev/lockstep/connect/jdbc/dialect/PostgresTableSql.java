/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.schema.TableId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/** Statements that make and extend tables for the records at hand. Pure. */
public final class PostgresTableSql {
    /** Longer names are cut by the server without a word. */
    private static final int MAX_NAME_BYTES = 63;

    private final PostgresDialect dialect = new PostgresDialect();

    /** Taken before either statement, for the transaction: two tasks meet the same new table at the same time. */
    public String lock() {
        return "SELECT pg_advisory_xact_lock(hashtextextended('lockstep table definitions', 0))";
    }

    /**
     * @param fields the columns in order; those that are not optional are NOT NULL
     * @param key the primary key in order, each among the fields; empty for none
     * @throws ConnectException when there is no saying what type a field needs
     */
    public String create(TableId table, Map<String, Schema> fields, List<String> key) {
        List<String> parts = new ArrayList<>();
        fields.forEach((name, schema) -> parts.add(
                column(table, name, schema) + (schema.isOptional() && !key.contains(name) ? "" : " NOT NULL")));
        if (!key.isEmpty()) {
            parts.add("PRIMARY KEY (" + key.stream().map(dialect::quote).collect(Collectors.joining(", ")) + ")");
        }
        return "CREATE TABLE IF NOT EXISTS " + name(table) + " (" + String.join(", ", parts) + ")";
    }

    /** Rows that are there have no value for a new column, so it is nullable, whatever the field says. */
    public String addColumns(TableId table, Map<String, Schema> fields) {
        return "ALTER TABLE " + name(table) + " "
                + fields.entrySet().stream()
                        .map(field -> "ADD COLUMN IF NOT EXISTS " + column(table, field.getKey(), field.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private String column(TableId table, String name, Schema schema) {
        String type = PostgresColumnTypes.of(schema)
                .orElseThrow(() -> new ConnectException("Table " + table + " cannot be made from records: for field \""
                        + name + "\" (" + (schema.name() == null ? schema.type().getName() : schema.name())
                        + ") no one type is right. Create the table, or the column, yourself"));
        return identifier(table, name) + " " + type;
    }

    private String name(TableId table) {
        return identifier(table, table.schema()) + "." + identifier(table, table.name());
    }

    private String identifier(TableId table, String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new ConnectException("Table " + table + " cannot be made from records: the name \"" + name
                    + "\" is longer than " + MAX_NAME_BYTES + " bytes. Shorten it with a transform");
        }
        return dialect.quote(name);
    }
}
