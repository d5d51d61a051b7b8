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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tables from the catalogue of MariaDB or MySQL; a schema is a database there.
 *
 * <p>Stateless and thread-safe; the caller owns the connection and its transaction.
 */
public final class MySqlInspector implements TableInspector {
    private static final String TABLE = """
            SELECT t.engine, e.transactions FROM information_schema.tables t
              LEFT JOIN information_schema.engines e ON e.engine = t.engine
            WHERE t.table_schema = ? AND t.table_name = ? AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')""";
    private static final String COLUMNS = """
            SELECT column_name, data_type, column_type, is_nullable, column_default, extra, numeric_precision,
              numeric_scale, datetime_precision, collation_name
            FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position""";
    private static final String INDEXES = """
            SELECT index_name, column_name FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? AND non_unique = 0 ORDER BY index_name, seq_in_index""";
    private static final String CHECKS = """
            SELECT check_clause FROM information_schema.check_constraints
            WHERE constraint_schema = ? AND table_name = ?""";

    // MariaDB's JSON is a longtext with this check.
    private static final Pattern JSON_CHECK =
            Pattern.compile("json_valid\\(`((?:[^`]|``)+)`\\)", Pattern.CASE_INSENSITIVE);

    @Override
    public Optional<TableDefinition> inspect(Connection connection, TableId id) throws SQLException {
        Set<TableTrait> traits = EnumSet.noneOf(TableTrait.class);
        if (!found(connection, id, traits)) {
            return Optional.empty();
        }
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, INDEXES, id);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString("index_name").equals("PRIMARY")) {
                    key.add(rows.getString("column_name"));
                } else {
                    traits.add(TableTrait.OTHER_UNIQUE);
                }
            }
        }
        return Optional.of(new TableDefinition(id, columns(connection, id), key, false, traits));
    }

    /** Privileges are not looked up, since they may come by roles; a statement that lacks one says so. */
    @Override
    public List<String> missingPrivileges(Connection connection, TableId id) {
        return List.of();
    }

    private static boolean found(Connection connection, TableId id, Set<TableTrait> traits) throws SQLException {
        try (PreparedStatement statement = prepared(connection, TABLE, id);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            if (!"YES".equals(row.getString("transactions"))) {
                traits.add(TableTrait.NOT_TRANSACTIONAL);
            }
            return true;
        }
    }

    private static List<ColumnDefinition> columns(Connection connection, TableId id) throws SQLException {
        Set<String> documents = documents(connection, id);
        List<ColumnDefinition> columns = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, id);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String name = row.getString("column_name");
                String extra = row.getString("extra").toUpperCase(Locale.ROOT);
                boolean generated = extra.contains("GENERATED") && !extra.contains("DEFAULT_GENERATED");
                boolean nullable = row.getString("is_nullable").equals("YES");
                String columnDefault = row.getString("column_default");
                columns.add(new ColumnDefinition(
                        name,
                        type(row, documents.contains(name)),
                        nullable,
                        columnDefault != null || extra.contains("AUTO_INCREMENT"),
                        generated ? Filling.COMPUTED : Filling.WRITER,
                        isIdentity(row.getString("collation_name"))));
            }
        }
        return columns;
    }

    // Blanks at the end still do not count, which the mapping knows.
    private static boolean isIdentity(String collation) {
        return collation == null || collation.endsWith("_bin");
    }

    private static Set<String> documents(Connection connection, TableId id) throws SQLException {
        Set<String> documents = new HashSet<>();
        if (!connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
            return documents;
        }
        try (PreparedStatement statement = prepared(connection, CHECKS, id);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Matcher check = JSON_CHECK.matcher(rows.getString(1));
                if (check.matches()) {
                    documents.add(check.group(1).replace("``", "`"));
                }
            }
        }
        return documents;
    }

    private static ColumnType type(ResultSet row, boolean document) throws SQLException {
        String name = row.getString("data_type").toLowerCase(Locale.ROOT);
        TypeKind kind = document ? TypeKind.JSON : kind(name);
        ColumnType type = ColumnType.of(name, row.getString("column_type"), kind);
        return switch (kind) {
            case BIT -> type.ofSize(row.getInt("numeric_precision"));
            case NUMERIC -> type.ofSize(row.getInt("numeric_scale"));
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> type.ofSize(row.getInt("datetime_precision"));
            default -> type;
        };
    }

    private static TypeKind kind(String name) {
        return switch (name) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> TypeKind.INTEGER;
            case "decimal" -> TypeKind.NUMERIC;
            case "float" -> TypeKind.FLOAT4;
            case "double" -> TypeKind.FLOAT8;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TypeKind.TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> TypeKind.BYTEA;
            case "date" -> TypeKind.DATE;
            case "time" -> TypeKind.TIME;
            case "datetime" -> TypeKind.TIMESTAMP;
            case "timestamp" -> TypeKind.TIMESTAMP_TZ;
            case "json" -> TypeKind.JSON;
            case "uuid" -> TypeKind.UUID;
            case "bit" -> TypeKind.BIT;
            default -> TypeKind.OTHER;
        };
    }

    private static PreparedStatement prepared(Connection connection, String sql, TableId id) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, id.schema());
        statement.setString(2, id.name());
        return statement;
    }
}
