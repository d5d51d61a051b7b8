/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The statements of the offset table, in the SQL that every database of ours understands. Pure.
 *
 * <p>A row says of one partition of one connector where it stands ({@code next_offset}, NULL before its first record) and
 * how often it changed hands ({@code epoch}).
 */
public final class OffsetTableSql {
    /**
     * How the table is kept.
     *
     * @param clause what follows the columns, empty for nothing
     * @param transactional a query whose one value says whether the table takes part in transactions; empty where every
     *     table does
     */
    private record Storage(String clause, Optional<String> transactional) {
        static final Storage USUAL = new Storage("", Optional.empty());
    }

    private final String table;
    private final String nameType;
    private final List<String> needs;
    private final Storage storage;

    /**
     * @param name the table, with its schema in front if it is not in the session's
     * @param quote quotes an identifier
     * @param needs queries whose one value says whether the user can work with the table, or make it
     * @param nameType a type for up to 249 characters that tells all of them apart
     */
    private OffsetTableSql(
            String name, UnaryOperator<String> quote, String nameType, List<String> needs, Storage storage) {
        this.table = Arrays.stream(name.split("\\.", 2)).map(quote).collect(Collectors.joining("."));
        this.nameType = nameType;
        this.needs = needs;
        this.storage = storage;
    }

    static OffsetTableSql postgres(String name) {
        PostgresDialect dialect = new PostgresDialect();
        String literal = "'"
                + Arrays.stream(name.split("\\.", 2))
                        .map(dialect::quote)
                        .collect(Collectors.joining("."))
                        .replace("'", "''")
                + "'";
        String schema = name.contains(".")
                ? "'" + name.substring(0, name.indexOf('.')).replace("'", "''") + "'"
                : "current_schema()";
        String mayUse = "SELECT CASE WHEN to_regclass(" + literal + ") IS NULL"
                + " THEN coalesce((SELECT has_schema_privilege(n.oid, 'CREATE') FROM pg_catalog.pg_namespace n"
                + " WHERE n.nspname = " + schema + "), false)"
                + " ELSE has_table_privilege(to_regclass(" + literal + ")::oid, 'SELECT')"
                + " AND has_table_privilege(to_regclass(" + literal + ")::oid, 'INSERT')"
                + " AND has_table_privilege(to_regclass(" + literal + ")::oid, 'UPDATE')"
                + " AND has_table_privilege(to_regclass(" + literal + ")::oid, 'DELETE') END";
        return new OffsetTableSql(name, dialect::quote, "varchar(249)", List.of(mayUse), Storage.USUAL);
    }

    /** Names are kept as bytes: every collation of characters that MariaDB and MySQL share ignores case or end spaces. */
    static OffsetTableSql mySql(String name) {
        int dot = name.indexOf('.');
        String schema = dot < 0 ? "DATABASE()" : literal(name.substring(0, dot));
        String transactional = "SELECT count(*) = 0 FROM information_schema.tables WHERE table_schema = " + schema
                + " AND table_name = " + literal(name.substring(dot + 1))
                + " AND (engine IS NULL OR engine <> 'InnoDB')";
        return new OffsetTableSql(
                name,
                MySqlDialect::quoted,
                "varbinary(996)",
                List.of(),
                new Storage(" ENGINE=InnoDB", Optional.of(transactional)));
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    static OffsetTableSql sqlite(String name) {
        return new OffsetTableSql(name, PostgresDialect::quoted, "text", List.of(), Storage.USUAL);
    }

    public List<String> needs() {
        return needs;
    }

    /** A query whose one value says whether the table takes part in transactions; empty where every table does. */
    public Optional<String> transactional() {
        return storage.transactional();
    }

    /** For people too: what to run where the connector may not. */
    public String create() {
        return "CREATE TABLE IF NOT EXISTS " + table + " (connector " + nameType + " NOT NULL, topic " + nameType
                + " NOT NULL, partition_id int NOT NULL, next_offset bigint, epoch bigint NOT NULL,"
                + " PRIMARY KEY (connector, topic, partition_id))" + storage.clause();
    }

    /** Succeeds if the table is there and can be read. */
    public String probe() {
        return "SELECT next_offset FROM " + table + " WHERE 1 = 0";
    }

    /** Parameter: connector. Columns: topic, partition_id, next_offset, epoch. */
    public String select() {
        return "SELECT topic, partition_id, next_offset, epoch FROM " + table + " WHERE connector = ?";
    }

    /** Parameters: connector, topic, partition. */
    public String claim() {
        return "UPDATE " + table + " SET epoch = epoch + 1" + ofPartition();
    }

    /** Parameters: connector, topic, partition, next offset (may be null). */
    public String insert() {
        return "INSERT INTO " + table + " (connector, topic, partition_id, next_offset, epoch) VALUES (?, ?, ?, ?, 1)";
    }

    /** Parameters: next offset, connector, topic, partition, epoch, next offset before. */
    public String move() {
        return "UPDATE " + table + " SET next_offset = ?" + ofPartition() + " AND epoch = ? AND next_offset = ?";
    }

    /** Parameters: next offset, connector, topic, partition, epoch. */
    public String moveFirst() {
        return "UPDATE " + table + " SET next_offset = ?" + ofPartition() + " AND epoch = ? AND next_offset IS NULL";
    }

    /** Parameters: next offset, connector, topic, partition. */
    public String alter() {
        return "UPDATE " + table + " SET next_offset = ?, epoch = epoch + 1" + ofPartition();
    }

    /** Parameters: connector, topic, partition. */
    public String delete() {
        return "DELETE FROM " + table + ofPartition();
    }

    private static String ofPartition() {
        return " WHERE connector = ? AND topic = ? AND partition_id = ?";
    }
}
