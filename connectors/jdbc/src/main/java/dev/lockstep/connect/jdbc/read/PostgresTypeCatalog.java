/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Types out of PostgreSQL's catalogue, followed down to what they are made of. Stateless and thread-safe. */
final class PostgresTypeCatalog {
    // Only a true array has an element type that has it as array type; int2vector and point have elements too.
    private static final String TYPE = """
            SELECT t.typname, t.typtype, n.nspname = 'pg_catalog' AS built_in,
              t.typbasetype, t.typtypmod, t.typndims, t.typrelid, e.oid AS element, e.typdelim
            FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
            WHERE t.oid = ?""";

    private static final String LABELS = """
            SELECT enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = ? ORDER BY enumsortorder""";

    private static final String ATTRIBUTES = """
            SELECT attname, atttypid, atttypmod, attndims
            FROM pg_catalog.pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    /**
     * Domains are followed to the type they are made of.
     *
     * @param dimensions of an array, as declared; 0 where the catalogue does not say
     */
    PostgresType load(Connection connection, long oid, int modifier, int dimensions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TYPE)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("a type vanished from the catalogue", "42704");
                }
                if (row.getString("typtype").equals("d")) {
                    return load(connection, row.getLong("typbasetype"), row.getInt("typtypmod"), row.getInt("typndims"))
                            .asDomain();
                }
                return new PostgresType(
                        row.getString("typname"),
                        modifier,
                        false,
                        row.getBoolean("built_in"),
                        made(connection, oid, row, modifier, dimensions));
            }
        }
    }

    private PostgresType.Made made(Connection connection, long oid, ResultSet row, int modifier, int dimensions)
            throws SQLException {
        long element = row.getLong("element");
        if (element != 0) {
            return new PostgresType.Array(
                    load(connection, element, modifier, 0),
                    row.getString("typdelim").charAt(0),
                    Math.max(1, dimensions));
        }
        return switch (row.getString("typtype")) {
            case "e" -> new PostgresType.Enumeration(labels(connection, oid));
            case "c" -> new PostgresType.Composite(attributes(connection, row.getLong("typrelid")));
            case "r", "m" -> new PostgresType.Range();
            default -> new PostgresType.Base();
        };
    }

    private static List<String> labels(Connection connection, long oid) throws SQLException {
        List<String> labels = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LABELS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    labels.add(rows.getString(1));
                }
            }
        }
        return labels;
    }

    private List<PostgresType.Attribute> attributes(Connection connection, long relation) throws SQLException {
        List<PostgresType.Attribute> attributes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ATTRIBUTES)) {
            statement.setLong(1, relation);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    attributes.add(new PostgresType.Attribute(
                            row.getString("attname"),
                            load(
                                    connection,
                                    row.getLong("atttypid"),
                                    row.getInt("atttypmod"),
                                    row.getInt("attndims"))));
                }
            }
        }
        return attributes;
    }
}
