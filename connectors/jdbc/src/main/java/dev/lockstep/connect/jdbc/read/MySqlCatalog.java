/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the catalogue of MariaDB or MySQL says of a table. Stateless and thread-safe. */
final class MySqlCatalog {
    private static final String TABLE = """
            SELECT table_rows FROM information_schema.tables
            WHERE table_schema = database() AND table_name = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')""";
    private static final String COLUMNS = """
            SELECT column_name, data_type, column_type, is_nullable, numeric_precision, numeric_scale
            FROM information_schema.columns
            WHERE table_schema = database() AND table_name = ? ORDER BY ordinal_position""";
    private static final String CHECKS = """
            SELECT check_clause FROM information_schema.check_constraints
            WHERE constraint_schema = database() AND table_name = ?""";

    // MariaDB's JSON is a longtext with this check.
    private static final Pattern JSON_CHECK =
            Pattern.compile("json_valid\\(`((?:[^`]|``)+)`\\)", Pattern.CASE_INSENSITIVE);

    Optional<TableReading> describe(Connection connection, TableName name, List<String> key) throws SQLException {
        Optional<Long> rows = rows(connection, name);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Set<String> documents = documents(connection, name);
        List<ColumnReading> readings = new ArrayList<>();
        List<UnreadableColumn> unreadable = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(row, documents, readings, unreadable);
                }
            }
        }
        ReadTable table =
                new ReadTable(name, readings.stream().map(ColumnReading::column).toList(), unreadable, key, rows.get());
        boolean integerKey = !key.isEmpty()
                && table.column(key.get(0)).filter(MySqlCatalog::isInteger).isPresent();
        return Optional.of(
                new TableReading(table, TableReading.byName(readings), quote(name.table()), 0, integerKey, 1));
    }

    private static boolean isInteger(ReadColumn column) {
        return column.declaredType().matches("(tiny|small|medium|big)?int\\b.*");
    }

    private static Optional<Long> rows(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, name.table());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private static Set<String> documents(Connection connection, TableName name) throws SQLException {
        Set<String> documents = new HashSet<>();
        if (!connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
            return documents;
        }
        try (PreparedStatement statement = connection.prepareStatement(CHECKS)) {
            statement.setString(1, name.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Matcher check = JSON_CHECK.matcher(row.getString(1));
                    if (check.matches()) {
                        documents.add(check.group(1).replace("``", "`"));
                    }
                }
            }
        }
        return documents;
    }

    private static void add(
            ResultSet row, Set<String> documents, List<ColumnReading> readings, List<UnreadableColumn> unreadable)
            throws SQLException {
        String column = row.getString("column_name");
        String declared = row.getString("column_type");
        boolean nullable = row.getString("is_nullable").equals("YES");
        String dataType = row.getString("data_type").toLowerCase(Locale.ROOT);
        boolean document = documents.contains(column) && dataType.equals("longtext");
        MySqlReadings.Type type = new MySqlReadings.Type(
                document ? "json" : dataType, declared, row.getInt("numeric_precision"), row.getInt("numeric_scale"));
        MySqlReadings.of(type, nullable)
                .ifPresentOrElse(
                        reading -> readings.add(new ColumnReading(
                                new ReadColumn(column, reading.schema(), declared, nullable),
                                reading.expression().apply(quote(column)),
                                reading.direct())),
                        () -> unreadable.add(
                                new UnreadableColumn(column, declared, "no canonical form is known for such values")));
    }

    static String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }
}
