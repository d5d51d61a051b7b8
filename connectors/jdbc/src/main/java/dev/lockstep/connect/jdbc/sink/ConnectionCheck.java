/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.Connections;
import dev.lockstep.connect.jdbc.dialect.DatabaseAddress;
import dev.lockstep.connect.jdbc.dialect.Dialects;
import dev.lockstep.connect.jdbc.dialect.OffsetTableSql;
import dev.lockstep.connect.jdbc.dialect.SqlFailures;
import dev.lockstep.connect.jdbc.dialect.SqlStateClassifier;
import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.TopicName;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.jdbc.schema.TableId;
import dev.lockstep.connect.jdbc.schema.TableInspector;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the database itself whether a configuration can work. Reads the catalogue only, takes no lock on a table, and
 * gives up after about ten seconds; what could not be checked is a problem, not a pass. Stateless and thread-safe.
 */
final class ConnectionCheck {
    // Connecting and every later step may take this long each; together they stay below the limit.
    private static final Duration STEP_LIMIT = Duration.ofSeconds(3);
    private static final Duration TABLES_LIMIT = Duration.ofSeconds(2);

    private final Connections connections = new Connections();
    private final TableUse use;
    private final Optional<OffsetTableSql> offsetTable;

    ConnectionCheck(TableUse use, Optional<OffsetTableSql> offsetTable) {
        this.use = use;
        this.offsetTable = offsetTable;
    }

    List<ConfigProblem> problems(DatabaseAddress address, TopicRouter router, List<String> topics) {
        String place = JdbcSession.place(address.url());
        List<ConfigProblem> problems = new ArrayList<>();
        try (Connection connection = connections.openBounded(address, STEP_LIMIT)) {
            TableInspector inspector = Dialects.of(address.url()).orElseThrow().inspector();
            long started = System.nanoTime();
            offsetTableProblem(connection)
                    .ifPresent(problem -> problems.add(new ConfigProblem(BulkJdbcSinkConfig.OFFSETS_TABLE, problem)));
            for (String topic : topics) {
                if (System.nanoTime() - started > TABLES_LIMIT.toNanos()) {
                    problems.add(new ConfigProblem(
                            BulkJdbcSinkConfig.URL,
                            "The database at " + place + " is too slow to check all tables in time. Try again, or set "
                                    + BulkJdbcSinkConfig.VALIDATE_CONNECTION + "=false"));
                    break;
                }
                TableId table = router.route(topic);
                if (router.names(topic) || !mayBeSpelledOtherwise(connection, topic, table)) {
                    tableProblem(connection, inspector, topic, table)
                            .ifPresent(problem -> problems.add(new ConfigProblem("topics", problem)));
                }
            }
        } catch (SQLException e) {
            problems.add(new ConfigProblem(
                    BulkJdbcSinkConfig.URL,
                    SqlFailures.describe("Connecting as \"" + address.user() + "\" to " + place, e) + ". "
                            + remedy(e.getSQLState())));
        }
        return problems;
    }

    private Optional<String> offsetTableProblem(Connection connection) throws SQLException {
        if (offsetTable.isEmpty()) {
            return Optional.empty();
        }
        OffsetTableSql sql = offsetTable.get();
        try (Statement statement = connection.createStatement()) {
            for (String need : sql.needs()) {
                try (ResultSet answer = statement.executeQuery(need)) {
                    if (!answer.next() || !answer.getBoolean(1)) {
                        return Optional.of("The user can neither use nor create the offset table. Have someone who may"
                                + " run: " + sql.create() + " and grant SELECT, INSERT, UPDATE, DELETE on it; or set "
                                + BulkJdbcSinkConfig.DELIVERY + "=at-least-once");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String remedy(String sqlState) {
        return sqlState != null && sqlState.startsWith("08")
                ? "Check host and port, that the server runs, and that the worker can reach it"
                : SqlStateClassifier.remedy(sqlState);
    }

    /**
     * Whether only the records can tell which table it is: one of its very name is not there, but one whose name has
     * another character where this one has {@code _}, which is what that means in a catalogue's patterns.
     */
    private static boolean mayBeSpelledOtherwise(Connection connection, String topic, TableId id) throws SQLException {
        if (!TopicName.mayStandForAnother(topic)) {
            return false;
        }
        DatabaseMetaData catalogue = connection.getMetaData();
        boolean schemas = catalogue.supportsSchemasInTableDefinitions();
        boolean databases = !schemas && catalogue.supportsCatalogsInTableDefinitions();
        boolean others = false;
        try (ResultSet tables =
                catalogue.getTables(databases ? id.schema() : null, schemas ? id.schema() : null, id.name(), null)) {
            while (tables.next()) {
                boolean same = tables.getString("TABLE_NAME").equals(id.name())
                        && (!schemas || tables.getString("TABLE_SCHEM").equals(id.schema()));
                if (same) {
                    return false;
                }
                others = true;
            }
        }
        return others;
    }

    private Optional<String> tableProblem(Connection connection, TableInspector inspector, String topic, TableId id)
            throws SQLException {
        Optional<TableDefinition> table = inspector.inspect(connection, id);
        if (table.isEmpty() && use.create()) {
            return Optional.empty();
        }
        if (table.isEmpty()) {
            return Optional.of("Topic " + topic + " belongs to table " + id
                    + ", which is not there or cannot be seen by this user. Create it, or change "
                    + BulkJdbcSinkConfig.NAME_FORMAT);
        }
        Optional<String> unfitness = use.unfitness(table.get());
        if (unfitness.isPresent()) {
            return unfitness.map(reason -> "Topic " + topic + ": " + reason);
        }
        List<String> missing = inspector.missingPrivileges(connection, id);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Topic " + topic + ": the user lacks " + String.join(", ", missing) + " on table " + id
                        + ". Grant it");
    }
}
