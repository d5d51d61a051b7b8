/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition.Filling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads tables from the catalogue of PostgreSQL 12 or newer.
 *
 * <p>Stateless and thread-safe; the caller owns the connection and its transaction.
 */
public final class PostgresInspector implements TableInspector {
    private static final String TABLE = """
            SELECT c.oid
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')""";

    // A domain is followed down to the type it is made of; NOT NULL anywhere on the way counts.
    private static final String COLUMNS = """
            WITH RECURSIVE column_type(attnum, type, modifier, not_null) AS (
              SELECT attnum, atttypid, atttypmod, attnotnull
              FROM pg_catalog.pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
              UNION ALL
              SELECT c.attnum, d.typbasetype, d.typtypmod, c.not_null OR d.typnotnull
              FROM column_type c JOIN pg_catalog.pg_type d ON d.oid = c.type WHERE d.typtype = 'd'
            )
            SELECT a.attname, a.atthasdef, a.attidentity, a.attgenerated, c.modifier,
              (SELECT bool_or(every.not_null) FROM column_type every WHERE every.attnum = c.attnum) AS not_null,
              coalesce(l.collisdeterministic, true) AS deterministic,
              pg_catalog.format_type(t.oid, -1) AS cast_name, t.typname, t.typtype,
              tn.nspname = 'pg_catalog' AS built_in, t.typcategory = 'A' AS is_array,
              pg_catalog.format_type(e.oid, -1) AS element_cast_name, e.typname AS element_typname,
              e.typtype AS element_typtype, en.nspname = 'pg_catalog' AS element_built_in
            FROM column_type c
              JOIN pg_catalog.pg_attribute a ON a.attrelid = ? AND a.attnum = c.attnum
              JOIN pg_catalog.pg_type t ON t.oid = c.type AND t.typtype <> 'd'
              JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
              LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
              LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
            ORDER BY a.attnum""";

    private static final String KEY = """
            SELECT a.attname, i.indimmediate
            FROM pg_catalog.pg_index i
              CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ? AND i.indisprimary AND k.place <= i.indnkeyatts
            ORDER BY k.place""";

    // Triggers of partitions fire for rows that come through the parent. What the system adds for foreign keys and
    // deferrable constraints is internal.
    private static final String TRAITS = """
            SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g
                WHERE NOT g.tgisinternal AND (g.tgrelid = c.oid OR g.tgrelid IN (
                  SELECT p.relid FROM pg_catalog.pg_partition_tree(c.oid) p))) OR c.relhasrules AS triggers,
              pg_catalog.row_security_active(c.oid) AS row_security,
              EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND (i.indisunique OR i.indisexclusion) AND NOT i.indisprimary) AS other_unique
            FROM pg_catalog.pg_class c WHERE c.oid = ?""";

    private static final String MISSING_PRIVILEGES = """
            SELECT p.name
            FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS p(name, place)
            WHERE NOT pg_catalog.has_table_privilege(?, p.name)
            ORDER BY p.place""";

    @Override
    public Optional<TableDefinition> inspect(Connection connection, TableId id) throws SQLException {
        Optional<Long> oid = oid(connection, id);
        if (oid.isEmpty()) {
            return Optional.empty();
        }
        List<String> key = new ArrayList<>();
        boolean immediate = true;
        try (PreparedStatement statement = connection.prepareStatement(KEY)) {
            statement.setLong(1, oid.get());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    key.add(rows.getString("attname"));
                    immediate = rows.getBoolean("indimmediate");
                }
            }
        }
        return Optional.of(new TableDefinition(
                id, columns(connection, oid.get()), key, !immediate, traits(connection, oid.get())));
    }

    @Override
    public List<String> missingPrivileges(Connection connection, TableId id) throws SQLException {
        Optional<Long> oid = oid(connection, id);
        List<String> missing = new ArrayList<>();
        if (oid.isPresent()) {
            try (PreparedStatement statement = connection.prepareStatement(MISSING_PRIVILEGES)) {
                statement.setLong(1, oid.get());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        missing.add(rows.getString(1));
                    }
                }
            }
        }
        return missing;
    }

    private static Set<TableTrait> traits(Connection connection, long oid) throws SQLException {
        Set<TableTrait> traits = EnumSet.noneOf(TableTrait.class);
        try (PreparedStatement statement = connection.prepareStatement(TRAITS)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                addIf(row.getBoolean("triggers"), TableTrait.TRIGGERS, traits);
                addIf(row.getBoolean("row_security"), TableTrait.ROW_SECURITY, traits);
                addIf(row.getBoolean("other_unique"), TableTrait.OTHER_UNIQUE, traits);
            }
        }
        return traits;
    }

    private static void addIf(boolean found, TableTrait trait, Set<TableTrait> traits) {
        if (found) {
            traits.add(trait);
        }
    }

    private static Optional<Long> oid(Connection connection, TableId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, id.schema());
            statement.setString(2, id.name());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private static List<ColumnDefinition> columns(Connection connection, long oid) throws SQLException {
        List<ColumnDefinition> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            statement.setLong(2, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(new ColumnDefinition(
                            row.getString("attname"),
                            type(row),
                            !row.getBoolean("not_null"),
                            row.getBoolean("atthasdef")
                                    || !row.getString("attidentity").isEmpty(),
                            filling(row),
                            row.getBoolean("deterministic")));
                }
            }
        }
        return columns;
    }

    private static Filling filling(ResultSet row) throws SQLException {
        if (!row.getString("attgenerated").isEmpty()) {
            return Filling.COMPUTED;
        }
        return row.getString("attidentity").equals("a") ? Filling.IDENTITY_ALWAYS : Filling.WRITER;
    }

    private static ColumnType type(ResultSet row) throws SQLException {
        String castName = row.getString("cast_name");
        if (row.getBoolean("is_array")) {
            TypeKind element = kind(
                    row.getString("element_typname"),
                    row.getString("element_typtype"),
                    row.getBoolean("element_built_in"));
            return ColumnType.arrayOf(castName, ColumnType.of(row.getString("element_cast_name"), element));
        }
        boolean builtIn = row.getBoolean("built_in");
        TypeKind kind = kind(row.getString("typname"), row.getString("typtype"), builtIn);
        ColumnType type = ColumnType.of(builtIn ? row.getString("typname") : castName, castName, kind);
        int modifier = row.getInt("modifier");
        return switch (kind) {
            case BIT -> type.ofSize(modifier);
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> modifier < 0 ? type : type.ofSize(modifier);
            default -> type;
        };
    }

    private static TypeKind kind(String name, String type, boolean builtIn) {
        if (type.equals("e")) {
            return TypeKind.ENUM;
        }
        if (!builtIn) {
            return TypeKind.OTHER;
        }
        return switch (name) {
            case "bool" -> TypeKind.BOOLEAN;
            case "int2", "int4", "int8", "oid" -> TypeKind.INTEGER;
            case "numeric" -> TypeKind.NUMERIC;
            case "float4" -> TypeKind.FLOAT4;
            case "float8" -> TypeKind.FLOAT8;
            case "text", "varchar" -> TypeKind.TEXT;
            case "bpchar" -> TypeKind.CHAR;
            case "bytea" -> TypeKind.BYTEA;
            case "date" -> TypeKind.DATE;
            case "time" -> TypeKind.TIME;
            case "timetz" -> TypeKind.TIME_TZ;
            case "timestamp" -> TypeKind.TIMESTAMP;
            case "timestamptz" -> TypeKind.TIMESTAMP_TZ;
            case "interval" -> TypeKind.INTERVAL;
            case "json", "jsonb" -> TypeKind.JSON;
            case "uuid" -> TypeKind.UUID;
            case "bit" -> TypeKind.BIT;
            case "varbit" -> TypeKind.VARBIT;
            default -> TypeKind.OTHER;
        };
    }
}
