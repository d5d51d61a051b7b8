/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads tables from the catalogue of an SQLite database; a schema is {@code main} or an attached database there.
 *
 * <p>Stateless and thread-safe; the caller owns the connection and its transaction.
 */
public final class SqliteInspector implements TableInspector {
    private static final String COLUMNS =
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?, ?) ORDER BY cid";
    private static final String CASELESS = """
            SELECT i.name FROM pragma_index_list(?, ?) l, pragma_index_xinfo(l.name, ?) i
            WHERE l.origin = 'pk' AND i.key AND i.coll <> 'BINARY'""";
    private static final String OTHER_UNIQUE =
            "SELECT 1 FROM pragma_index_list(?, ?) WHERE \"unique\" AND origin <> 'pk'";
    private static final int VIRTUAL = 2;
    private static final int STORED = 3;

    @Override
    public Optional<TableDefinition> inspect(Connection connection, TableId id) throws SQLException {
        Set<String> caseless = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(CASELESS)) {
            statement.setString(1, id.name());
            statement.setString(2, id.schema());
            statement.setString(3, id.schema());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    caseless.add(rows.getString(1));
                }
            }
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        TreeMap<Integer, String> key = new TreeMap<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, id);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                columns.add(column(row, caseless));
                if (row.getInt("pk") > 0) {
                    key.put(row.getInt("pk"), row.getString("name"));
                }
            }
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TableDefinition(id, columns, List.copyOf(key.values()), false, traits(connection, id)));
    }

    /** There are no privileges in a file. */
    @Override
    public List<String> missingPrivileges(Connection connection, TableId id) {
        return List.of();
    }

    private static Set<TableTrait> traits(Connection connection, TableId id) throws SQLException {
        Set<TableTrait> traits = EnumSet.noneOf(TableTrait.class);
        try (PreparedStatement statement = prepared(connection, OTHER_UNIQUE, id);
                ResultSet rows = statement.executeQuery()) {
            if (rows.next()) {
                traits.add(TableTrait.OTHER_UNIQUE);
            }
        }
        return traits;
    }

    private static ColumnDefinition column(ResultSet row, Set<String> caseless) throws SQLException {
        String name = row.getString("name");
        int hidden = row.getInt("hidden");
        return new ColumnDefinition(
                name,
                type(row.getString("type")),
                row.getInt("notnull") == 0 && row.getInt("pk") == 0,
                row.getString("dflt_value") != null,
                hidden == VIRTUAL || hidden == STORED ? Filling.COMPUTED : Filling.WRITER,
                !caseless.contains(name));
    }

    private static ColumnType type(String declared) {
        String name = declared.replaceAll("\\(.*", "").strip().toUpperCase(Locale.ROOT);
        return ColumnType.of(name, declared.isEmpty() ? "no type" : declared, kind(name));
    }

    /** By names that tell a meaning, then by SQLite's own rules, in their order, as far as they do. */
    private static TypeKind kind(String name) {
        return switch (name) {
            case "DATE" -> TypeKind.DATE;
            case "TIME" -> TypeKind.TIME;
            case "DATETIME", "TIMESTAMP" -> TypeKind.TIMESTAMP;
            case "JSON" -> TypeKind.JSON;
            case "UUID" -> TypeKind.UUID;
            case "BOOL", "BOOLEAN" -> TypeKind.INTEGER;
            case "DECIMAL", "NUMERIC", "NUMBER" -> TypeKind.NUMERIC;
            case "STRING" -> TypeKind.TEXT;
            default -> byAffinity(name);
        };
    }

    private static TypeKind byAffinity(String name) {
        if (name.contains("INT")) {
            return TypeKind.INTEGER;
        } else if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
            return TypeKind.TEXT;
        } else if (name.contains("BLOB") || name.contains("BINARY")) {
            return TypeKind.BYTEA;
        } else if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) {
            return TypeKind.FLOAT8;
        }
        return TypeKind.OTHER;
    }

    private static PreparedStatement prepared(Connection connection, String sql, TableId id) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, id.name());
        statement.setString(2, id.schema());
        return statement;
    }
}
