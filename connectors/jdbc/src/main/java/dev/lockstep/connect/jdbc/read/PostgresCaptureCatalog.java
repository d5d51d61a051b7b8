/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import dev.lockstep.connect.jdbc.dialect.PostgresDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What PostgreSQL's catalogue says of a table, in the eyes of change capture. Stateless and thread-safe. */
final class PostgresCaptureCatalog {
    private static final String TABLE = """
            SELECT c.oid, current_database() AS database
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')""";

    // Of a domain, only the outermost makes the column not null.
    private static final String COLUMNS = """
            SELECT a.attname, a.atttypid, a.atttypmod, a.attndims,
              a.attnotnull OR (t.typtype = 'd' AND t.typnotnull) AS required,
              pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared,
              pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS filling
            FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    // Without a primary key change capture takes the first unique index of columns only, be they nullable and the index
    // one of some rows only: the one the table was clustered by, then by name; with the columns it only includes.
    private static final String KEY = """
            SELECT a.attname, i.indpred IS NULL AS whole
            FROM (
                SELECT x.indrelid, x.indkey, x.indpred, x.indisprimary, x.indnkeyatts
                FROM pg_catalog.pg_index x
                  JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid
                  JOIN pg_catalog.pg_am m ON m.oid = c.relam
                WHERE x.indrelid = ? AND x.indisunique AND x.indexprs IS NULL
                ORDER BY x.indisprimary DESC, x.indisclustered DESC, m.amname = 'hash' DESC, c.relname
                LIMIT 1
              ) i
              CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE NOT i.indisprimary OR k.place <= i.indnkeyatts
            ORDER BY k.place""";

    private static final Set<String> WRITTEN_BY_THE_SERVER =
            Set.of("date", "time", "timetz", "timestamp", "timestamptz", "bytea");

    private final PostgresDialect dialect = new PostgresDialect();
    private final PostgresTypeCatalog types = new PostgresTypeCatalog();

    private record Key(List<String> columns, boolean unique) {}

    CapturedTable describe(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.table());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new DatabaseReadException("There is no table " + name
                            + " that can be read. Check schema and spelling: names are those of the catalogue");
                }
                Key key = key(connection, row.getLong("oid"));
                List<CapturedColumn> columns = new ArrayList<>();
                List<UnreadableColumn> uncaptured = new ArrayList<>();
                columns(connection, row.getLong("oid"), key, columns, uncaptured);
                return new CapturedTable(
                        name,
                        "postgresql",
                        row.getString("database"),
                        columns,
                        uncaptured,
                        key.columns(),
                        key.unique());
            }
        }
    }

    private void columns(
            Connection connection, long table, Key key, List<CapturedColumn> columns, List<UnreadableColumn> uncaptured)
            throws SQLException {
        // Defaults are written in the style that change capture's session has.
        String style = intervalStyle(connection, "postgres");
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(connection, row, key, columns, uncaptured);
                }
            }
        }
        intervalStyle(connection, style);
    }

    /** @return what it was before */
    private static String intervalStyle(Connection connection, String style) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String before;
            try (ResultSet row = statement.executeQuery("SHOW IntervalStyle")) {
                row.next();
                before = row.getString(1);
            }
            // One of the server's own four words.
            statement.execute("SET IntervalStyle = " + style);
            return before;
        }
    }

    private void add(
            Connection connection,
            ResultSet row,
            Key key,
            List<CapturedColumn> columns,
            List<UnreadableColumn> uncaptured)
            throws SQLException {
        String name = row.getString("attname");
        String declared = row.getString("declared");
        boolean nullable = !row.getBoolean("required");
        String filling = row.getString("filling");
        PostgresType type =
                types.load(connection, row.getLong("atttypid"), row.getInt("atttypmod"), row.getInt("attndims"));
        Optional<TypeReading> found = PostgresCaptures.of(type, nullable);
        if (found.isEmpty()) {
            uncaptured.add(new UnreadableColumn(name, declared, "change capture leaves such columns out"));
            return;
        }
        TypeReading reading = key.columns().contains(name) ? asPosition(type, found.get()) : found.get();
        Optional<Object> value = filling == null ? Optional.empty() : PostgresDefaults.of(type, reading, filling);
        columns.add(new CapturedColumn(
                name,
                value.map(some -> Schemas.withDefault(reading.schema(), some)).orElse(reading.schema()),
                declared,
                type.builtIn() && List.of("int2", "int4", "int8").contains(type.name()),
                nullable,
                reading.expression().apply(dialect.quote(name)),
                reading.direct()));
    }

    /**
     * As a text that names a position: what the driver itself would write of these types in binary depends on the JVM's
     * zone and calendar.
     */
    private static TypeReading asPosition(PostgresType type, TypeReading reading) {
        return type.builtIn() && WRITTEN_BY_THE_SERVER.contains(type.name())
                ? TypeReading.ofText(reading.schema(), reading.text()).through("text")
                : reading;
    }

    private static Key key(Connection connection, long table) throws SQLException {
        List<String> key = new ArrayList<>();
        boolean unique = true;
        try (PreparedStatement statement = connection.prepareStatement(KEY)) {
            statement.setLong(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    key.add(rows.getString("attname"));
                    unique = rows.getBoolean("whole");
                }
            }
        }
        return new Key(key, unique);
    }
}
