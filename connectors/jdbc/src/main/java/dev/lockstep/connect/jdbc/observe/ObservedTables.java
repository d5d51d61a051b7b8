/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.connect.jdbc.dialect.Dialect;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.RowReading;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.read.UnreadableColumn;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableTrait;
import dev.lockstep.connect.jdbc.sink.TopicRouter;
import dev.lockstep.connect.jdbc.source.lane.Paging;
import dev.lockstep.connect.jdbc.source.lane.SourceDialect;
import dev.lockstep.connect.jdbc.source.lane.TableFacts;
import dev.lockstep.connect.jdbc.source.lane.TableFilter;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.jdbc.source.read.SourceCatalog;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RowRecords.KeyColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/** The tables of data topics, each asked of the catalogue when it is first needed. Thread-safe. */
final class ObservedTables {
    private final DatabaseEngine engine;
    private final Dialect dialect;
    private final TopicRouter router;
    private final Digesting digesting;
    private final AddedColumns added;
    private final Map<String, ObservedTable> open = new ConcurrentHashMap<>();

    /**
     * How rows are digested.
     *
     * @param leftOut patterns of schema.table.column
     * @param locator whether digests are accompanied by what names the columns that differ
     */
    record Digesting(Policy policy, DigestAlgorithm algorithm, boolean locator, List<Pattern> leftOut) {
        Digesting {
            leftOut = List.copyOf(leftOut);
        }

        /** Rules of a table stand under its full name or under the name without schema. */
        RecordDigester.Settings of(TableId table) {
            TablePolicy everywhere = policy.forTable(Policy.EVERY_TABLE, algorithm);
            TablePolicy full = policy.forTable(table.toString(), algorithm);
            TablePolicy rules =
                    full.columns().equals(everywhere.columns()) ? policy.forTable(table.name(), algorithm) : full;
            return new RecordDigester.Settings(rules, algorithm, Placeholder.DEFAULT, locator);
        }
    }

    ObservedTables(
            DatabaseEngine engine, Dialect dialect, TopicRouter router, Digesting digesting, AddedColumns added) {
        this.engine = engine;
        this.dialect = dialect;
        this.router = router;
        this.digesting = digesting;
        this.added = added;
    }

    /** @throws ConnectException when the topic has no table, or one that cannot be read back */
    ObservedTable open(Session session, String topic) throws SQLException, InterruptedException {
        ObservedTable known = open.get(topic);
        if (known != null) {
            return known;
        }
        ObservedTable opened = describe(session, topic, router.route(topic));
        open.put(topic, opened);
        return opened;
    }

    /** The table is no longer as it was opened; the next to open it asks the catalogue again. */
    void forget(ObservedTable table) {
        open.remove(table.topic(), table);
    }

    private ObservedTable describe(Session session, String topic, TableId id)
            throws SQLException, InterruptedException {
        TableName name = new TableName(id.schema(), id.name());
        TableFacts facts = SourceCatalog.of(engine)
                .facts(session, name)
                .orElseThrow(() -> new ConnectException("There is no table " + id + " for data topic " + topic
                        + ". Check table.topic.pattern and table.name.format, or leave the topic out"));
        TableDefinition definition = dialect.inspector()
                .inspect(session.connection(), id)
                .orElseThrow(() -> new ConnectException("Table " + id + " of data topic " + topic + " is gone"));
        if (definition.has(TableTrait.NOT_TRANSACTIONAL)) {
            throw new ConnectException(
                    "The storage engine of table " + id + " knows no transactions, so its rows are not of"
                            + " the state that a reading sees. Use InnoDB, or leave the table's topic out");
        }
        SourceDialect source = SourceDialect.of(engine);
        // Asked before the columns are described: a column that comes in between is noticed by the first reading.
        List<String> catalogued = ObservedTable.columnsNow(session, source, facts);
        RecordDigester.Settings settings = digesting.of(id);
        RowReading whole = reading(session.connection(), name);
        endTransaction(session.connection());
        RowReading reading = whole.only(columns(id, whole, settings));
        List<KeyColumn> key = key(id, reading);
        Paging paging = source.byKey(key)
                .orElseThrow(() -> new ConnectException("The key of table " + id + ", columns "
                        + reading.table().keyColumns()
                        + ", cannot be paged by: a column may be NULL, or its type has no"
                        + " exact text. Leave the table's topic out"));
        ObservedTable table = new ObservedTable(
                topic,
                facts,
                reading,
                key,
                paging.columns(),
                source,
                settings,
                definition,
                added.of(id, reading.columns(), settings.policy()),
                catalogued);
        try {
            var unused = table.compared();
        } catch (UnencodableValueException e) {
            throw new ConnectException(
                    "Table " + id + ": " + e.getMessage() + ". Leave the column out with column.exclude.list");
        }
        return table;
    }

    private RowReading reading(Connection connection, TableName name) throws SQLException {
        TableName bare = new TableName("", name.table());
        return switch (engine) {
            case POSTGRES -> RowReading.ofPostgres(connection, name);
            case MYSQL -> {
                if (!name.schema().equals(connection.getCatalog())) {
                    throw new ConnectException("Table " + name + " is not in the database of the URL, which is "
                            + connection.getCatalog() + ". Name that database in connection.url");
                }
                yield RowReading.ofMySql(connection, bare);
            }
            case SQLITE -> RowReading.ofSqlite(connection, bare);
        };
    }

    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** Names of the columns that are read: all but those that are left out. */
    private List<String> columns(TableId id, RowReading reading, RecordDigester.Settings settings) {
        List<String> unread = reading.table().unreadable().stream()
                .filter(column -> !isLeftOut(id, column.name())
                        && !settings.policy().rules(column.name()).isIgnored())
                .map(ObservedTables::described)
                .toList();
        if (!unread.isEmpty()) {
            throw new ConnectException("Table " + id + " has columns that cannot be read: "
                    + unread.stream().collect(Collectors.joining(", "))
                    + ". Leave them out with column.exclude.list, or have the policy ignore them");
        }
        List<String> left = new ArrayList<>();
        for (ReadColumn column : reading.table().columns()) {
            boolean ofKey = reading.table().keyColumns().contains(column.name());
            if (ofKey && isLeftOut(id, column.name())) {
                throw new ConnectException("Column \"" + column.name() + "\" of table " + id
                        + " is part of the key and cannot be left out. Take it off column.exclude.list");
            }
            if (ofKey || !isLeftOut(id, column.name())) {
                left.add(column.name());
            }
        }
        return left;
    }

    private static String described(UnreadableColumn column) {
        return "\"" + column.name() + "\" (" + column.declaredType() + ": " + column.reason() + ")";
    }

    private boolean isLeftOut(TableId id, String column) {
        return TableFilter.matches(digesting.leftOut(), id + "." + column);
    }

    private List<KeyColumn> key(TableId id, RowReading reading) {
        List<String> names = reading.table().keyColumns();
        if (names.isEmpty()) {
            throw new ConnectException("Table " + id + " has neither a primary key nor a unique key of columns that are"
                    + " NOT NULL, by which its rows could be told apart. Add one, or leave the table's topic out");
        }
        List<KeyColumn> key = new ArrayList<>();
        List<ReadColumn> columns = reading.columns();
        for (String name : names) {
            for (int place = 0; place < columns.size(); place++) {
                if (columns.get(place).name().equals(name)) {
                    key.add(keyColumn(columns.get(place), place + 1, names.size() == 1));
                }
            }
        }
        if (key.size() != names.size()) {
            throw new ConnectException("The key of table " + id + " has a column that cannot be read: " + names);
        }
        return key;
    }

    private KeyColumn keyColumn(ReadColumn column, int place, boolean alone) {
        String declared = column.declaredType().toLowerCase(Locale.ROOT);
        return switch (engine) {
            case POSTGRES ->
                new KeyColumn(
                        column.name(),
                        place,
                        column.declaredType(),
                        List.of("smallint", "integer", "bigint").contains(declared),
                        column.nullable());
            case MYSQL ->
                new KeyColumn(
                        column.name(),
                        place,
                        column.declaredType(),
                        declared.matches("(tiny|small|medium|big)?int\\b.*"),
                        column.nullable());
            case SQLITE -> {
                // SQLite calls its row's number nullable, which it never is.
                boolean rowNumber = alone && declared.equals("integer");
                yield new KeyColumn(
                        column.name(), place, column.declaredType(), rowNumber, column.nullable() && !rowNumber);
            }
        };
    }
}
