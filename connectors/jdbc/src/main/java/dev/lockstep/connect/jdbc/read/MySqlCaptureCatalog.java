/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the catalogue of MariaDB or MySQL says of a table, in the eyes of change capture. Stateless and thread-safe. */
final class MySqlCaptureCatalog {
    private static final String COLUMNS = """
            SELECT column_name, data_type, column_type, is_nullable, numeric_precision, numeric_scale, datetime_precision,
              column_default, extra
            FROM information_schema.columns
            WHERE table_schema = database() AND table_name = ? ORDER BY ordinal_position""";

    CapturedTable describe(Connection connection, TableName name) throws SQLException {
        boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        List<CapturedColumn> columns = new ArrayList<>();
        List<UnreadableColumn> uncaptured = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(row, mariaDb, columns, uncaptured);
                }
            }
        }
        if (columns.isEmpty() && uncaptured.isEmpty()) {
            throw new DatabaseReadException("There is no table " + name + " in database " + connection.getCatalog()
                    + ". Check the spelling: names are those of the catalogue");
        }
        return new CapturedTable(
                name,
                mariaDb ? "mariadb" : "mysql",
                connection.getCatalog(),
                columns,
                uncaptured,
                key(connection, name),
                true);
    }

    /** The primary key, else the first unique key without nullable columns, in the order of the table's definition. */
    private static List<String> key(Connection connection, TableName name) throws SQLException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Set<String> unfit = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW INDEX FROM " + MySqlCatalog.quote(name.table()))) {
            while (row.next()) {
                String key = row.getString("Key_name");
                String column = row.getString("Column_name");
                keys.computeIfAbsent(key, first -> new ArrayList<>()).add(column);
                // MySQL has keys of expressions, which are no columns.
                if (row.getBoolean("Non_unique") || "YES".equals(row.getString("Null")) || column == null) {
                    unfit.add(key);
                }
            }
        }
        keys.keySet().removeAll(unfit);
        return keys.values().stream().findFirst().orElse(List.of());
    }

    private static void add(
            ResultSet row, boolean mariaDb, List<CapturedColumn> columns, List<UnreadableColumn> uncaptured)
            throws SQLException {
        String column = row.getString("column_name");
        String declared = row.getString("column_type");
        boolean nullable = row.getString("is_nullable").equals("YES");
        MySqlReadings.Type type = new MySqlReadings.Type(
                row.getString("data_type").toLowerCase(Locale.ROOT),
                declared,
                row.getInt("numeric_precision"),
                row.getInt("numeric_scale"));
        Optional<TypeReading> found = MySqlCaptures.of(type, row.getInt("datetime_precision"), nullable);
        if (found.isEmpty()) {
            uncaptured.add(new UnreadableColumn(column, declared, "change capture has no form for it"));
            return;
        }
        TypeReading reading = found.get();
        Optional<Object> value = written(row, mariaDb).flatMap(sql -> MySqlDefaults.of(type, reading, sql));
        columns.add(new CapturedColumn(
                column,
                value.map(some -> Schemas.withDefault(reading.schema(), some)).orElse(reading.schema()),
                declared,
                type.data().endsWith("int"),
                nullable,
                reading.expression().apply(MySqlCatalog.quote(column)),
                reading.direct()));
    }

    /** As {@code SHOW CREATE TABLE} writes it; MySQL's catalogue leaves the quotes away. */
    private static Optional<String> written(ResultSet row, boolean mariaDb) throws SQLException {
        String found = row.getString("column_default");
        if (found == null || (found.isEmpty() && mariaDb)) {
            return Optional.empty();
        }
        boolean expression = row.getString("extra").contains("DEFAULT_GENERATED");
        boolean bits = found.startsWith("b'");
        return Optional.of(mariaDb || expression || bits ? found : "'" + found.replace("'", "''") + "'");
    }
}
