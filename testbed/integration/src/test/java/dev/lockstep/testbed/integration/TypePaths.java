/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.testbed.integration.CapturedTypes.Captured;
import dev.lockstep.testbed.stack.database.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One type table by every path: each line is a table with a row that is there before the capture begins and one that
 * comes while it runs.
 *
 * @param kind names the type table and the file of its deviations
 * @param schema where the reader finds the tables
 * @param session statements that go before those which make tables and rows
 */
record TypePaths(
        ConnectRest connect,
        String bootstrapServers,
        TypeCapture capture,
        String kind,
        String schema,
        List<String> session) {
    private static final Duration START_BOUND = Duration.ofSeconds(60);

    /** Fails where a path gives other bytes than the type table, or the deviation listed for it, says. */
    void passes() throws IOException, SQLException {
        Database database = capture.database();
        List<TypeCase> cases = TypeCase.load(kind, database.major());
        TypeDeviations deviations = TypeDeviations.load(kind, database.major(), cases);
        List<String> before = new ArrayList<>(session);
        cases.forEach(line -> before.addAll(List.of(line.create(), line.insert(TypeCase.SNAPSHOT_KEY))));
        run(database, before);
        List<TypeCase> carried = cases.stream().filter(deviations::captured).toList();
        Map<TypeCase, Map<TypePath, String>> found = captured(carried);
        try (ReadableDatabase readable = ReadableDatabase.open(
                database.jdbcUrl(), Optional.of(database.user()), Optional.of(database.password()))) {
            for (TypeCase line : cases) {
                String bytes = TypeBytes.read(readable, new TableName(schema, line.table()), TypeCase.SNAPSHOT_KEY);
                found.computeIfAbsent(line, any -> new EnumMap<>(TypePath.class))
                        .put(TypePath.JDBC, bytes);
            }
        }
        List<String> surprises = new ArrayList<>();
        found.forEach((line, paths) -> paths.forEach((path, bytes) -> {
            if (!bytes.equals(deviations.expected(line, path))) {
                surprises.add(String.join("\t", line.declared(), line.literal(), path.toString(), bytes));
            }
        }));
        assertThat(surprises)
                .as("values that arrive otherwise than the type table and its deviations say")
                .isEmpty();
        for (TypeCase line : cases) {
            if (deviations.refused(line)) {
                assertRefused(line);
            }
        }
    }

    private Map<TypeCase, Map<TypePath, String>> captured(List<TypeCase> cases) throws SQLException {
        List<String> during = new ArrayList<>(session);
        cases.forEach(line -> during.add(line.insert(TypeCase.LOG_KEY)));
        String name = kind + "-types-" + capture.database().major();
        connect.create(capture.connector(name, cases));
        try (CapturedTypes captured = new CapturedTypes(bootstrapServers, name)) {
            Runnable running = () -> connect.waitRunning(name, START_BOUND);
            captured.awaitRows(cases, TypeCase.SNAPSHOT_KEY, running);
            run(capture.database(), during);
            captured.awaitRows(cases, TypeCase.LOG_KEY, running);
            Map<TypeCase, Map<TypePath, String>> found = new LinkedHashMap<>();
            cases.forEach(line -> found.put(line, paths(line, captured)));
            return found;
        } finally {
            connect.delete(name);
        }
    }

    /** Nothing is moved then, of no table: such a column has to be left out. */
    private void assertRefused(TypeCase line) {
        String name = "refused-" + line.table() + "-" + capture.database().major();
        ObjectNode connector = capture.connector(name, List.of(line));
        ((ObjectNode) connector.get("config")).put("errors.max.retries", "0");
        connect.create(connector);
        try {
            await().atMost(START_BOUND)
                    .untilAsserted(() -> assertThatThrownBy(() -> connect.waitRunning(name, Duration.ofSeconds(1)))
                            .as("capture of %s", line)
                            .isInstanceOf(ConnectorFailedException.class)
                            .hasMessageContaining("failed"));
        } finally {
            connect.delete(name);
        }
    }

    private static Map<TypePath, String> paths(TypeCase line, CapturedTypes captured) {
        Captured read = captured.row(line, TypeCase.SNAPSHOT_KEY);
        Captured created = captured.row(line, TypeCase.LOG_KEY);
        assertThat(read.operation()).isEqualTo("r");
        assertThat(created.operation()).isEqualTo("c");
        Map<TypePath, String> paths = new EnumMap<>(TypePath.class);
        paths.put(TypePath.SNAPSHOT, stamped(line, read, TypeCase.SNAPSHOT_KEY));
        paths.put(TypePath.SNAPSHOT_JSON, read.decoded());
        paths.put(TypePath.LOG, stamped(line, created, TypeCase.LOG_KEY));
        paths.put(TypePath.LOG_JSON, created.decoded());
        return paths;
    }

    /** The stamp is a digest: of the bytes that were expected, of those that the topic's record gives, or of others. */
    private static String stamped(TypeCase line, Captured captured, int key) {
        for (String bytes : List.of(captured.decoded(), line.bytes())) {
            if (TypeBytes.stamped(captured.stamp(), key, bytes)) {
                return bytes;
            }
        }
        return "OTHER";
    }

    static void run(Database database, List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
