/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MariaDB and MySQL.
 *
 * <p>A bound text that is compared with a number would be compared as a floating-point one, which cannot tell large
 * integers apart; so every placeholder is cast. Enumerations and sets are ordered by their numbers but compared by their
 * texts; so both go by the number.
 */
final class MySqlSource implements SourceDialect {
    private static final Pattern TYPE = Pattern.compile("([a-z0-9]+(?: precision)?)(\\([^)]*\\))?.*", Pattern.DOTALL);

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    @Override
    public String from(TableFacts table) {
        return quote(table.name().table());
    }

    @Override
    public Optional<PositionColumn> position(KeyColumn column) {
        String sql = quote(column.name());
        String declared = column.castName().toLowerCase(Locale.ROOT);
        Matcher type = TYPE.matcher(declared);
        if (column.integer()) {
            String cast = declared.contains("unsigned") ? "CAST(? AS UNSIGNED)" : "CAST(? AS SIGNED)";
            return Optional.of(new PositionColumn(
                    column.name(),
                    sql,
                    column.place() > 0 ? Optional.empty() : Optional.of(sql),
                    column.place(),
                    cast));
        }
        if (!type.matches()) {
            return Optional.empty();
        }
        String asText = "CAST(" + sql + " AS CHAR)";
        return switch (type.group(1)) {
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> added(column, sql, sql, "?");
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                added(column, sql, "HEX(" + sql + ")", "UNHEX(?)");
            case "decimal", "numeric" ->
                added(column, sql, asText, "CAST(? AS DECIMAL" + (type.group(2) == null ? "" : type.group(2)) + ")");
            case "date" -> added(column, sql, asText, "CAST(? AS DATE)");
            case "datetime", "timestamp" -> added(column, sql, asText, "CAST(? AS DATETIME(6))");
            case "time" -> added(column, sql, asText, "CAST(? AS TIME(6))");
            case "year" -> added(column, sql, asText, "CAST(? AS UNSIGNED)");
            case "uuid", "inet4", "inet6" ->
                added(column, sql, asText, "CAST(? AS " + type.group(1).toUpperCase(Locale.ROOT) + ")");
            case "bit" -> added(column, sql, "CAST(" + sql + " + 0 AS CHAR)", "CAST(? AS UNSIGNED)");
            case "enum", "set" ->
                added(column, "(" + sql + " + 0)", "CAST(" + sql + " + 0 AS CHAR)", "CAST(? AS UNSIGNED)");
            // Floating-point texts are rounded.
            default -> Optional.empty();
        };
    }

    private static Optional<PositionColumn> added(KeyColumn column, String sql, String text, String placeholder) {
        return Optional.of(new PositionColumn(column.name(), sql, Optional.of(text), 0, placeholder));
    }

    /** It is right, but the whole index is read for it. */
    @Override
    public boolean comparesRows() {
        return false;
    }
}
