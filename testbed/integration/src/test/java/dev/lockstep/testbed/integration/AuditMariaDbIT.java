/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.database.MariaDbServer;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import dev.lockstep.testbed.stack.layout.Layout;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debezium captures a MariaDB that is written to, an observer reads that database, a validator judges the capture. */
@Tag("mariadb")
class AuditMariaDbIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String ID = "maria_audit";
    private static final String TABLE = "stall.items";
    private static final String OBSERVED = "lockstep.maria_audit.observed";

    private static Stack stack;
    private static RunningDatabase server;
    private static ConnectWorker worker;
    private static ValidatorProcess validator;

    @BeforeAll
    static void start() {
        stack = SharedStack.get();
        server = MariaDbServer.start(stack.data().resolve("mariadb-audit"), stack.logs());
        worker = MariaDbWorker.of(stack, "audit-mariadb", server.database().environment("LOCKSTEP_SOURCE_"));
        worker.start();
    }

    @AfterAll
    static void stop() {
        if (validator != null) {
            validator.close();
        }
        if (worker != null) {
            worker.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aFaithfulCaptureIsVerifiedWhileRowsAreWrittenAndWhatNeverCameIntoTheLogIsFound() throws Exception {
        Sql source = Sql.create(
                server.database(),
                "stall",
                "CREATE TABLE items (id bigint PRIMARY KEY, name varchar(60), amount decimal(12,2), at datetime(6))",
                "INSERT INTO items SELECT seq, CONCAT('name ', seq), seq / 7, NOW(6) FROM seq_1_to_2000");
        worker.rest().create(capture());
        awaitTopic();
        validator = startValidator();
        worker.rest().create(observer(source));
        write(source, 400);
        try (Results results = new Results(stack.bootstrapServers(), ID)) {
            awaitVerified(results, source);
            assertThat(results.findings()).isEmpty();

            unlogged(
                    source,
                    "UPDATE items SET name = 'never sent' WHERE id = 1",
                    "DELETE FROM items WHERE id = 2",
                    "INSERT INTO items (id) VALUES (90001)");
            List<String> lost =
                    List.of(TABLE + " [1] DIFFERENT", TABLE + " [2] MISSING", TABLE + " [90001] UNEXPECTED");
            await().atMost(BOUND)
                    .pollInterval(POLL)
                    .untilAsserted(
                            () -> assertThat(results.poll().findings()).containsExactlyInAnyOrderElementsOf(lost));
            assertThat(results.hops(TABLE)).containsOnly("capture");

            source.run(
                    "UPDATE items SET name = 'sent' WHERE id = 1", "UPDATE items SET name = 'sent' WHERE id = 90001");
            source.run("INSERT INTO items (id) VALUES (2)");
            awaitVerified(results, source);
        }
    }

    private static void write(Sql source, int rounds) throws SQLException {
        for (int round = 1; round <= rounds; round++) {
            source.run(
                    "UPDATE items SET amount = amount + 1 WHERE id = " + (100 + round % 50),
                    "INSERT INTO items VALUES (" + (10_000 + round) + ", 'new', 1, NOW(6))",
                    "DELETE FROM items WHERE id = " + (1_000 + round));
        }
    }

    /** As somebody does who keeps his changes out of the binary log. */
    private static void unlogged(Sql source, String... statements) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_log_bin = 0");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void awaitVerified(Results results, Sql source) {
        await().atMost(BOUND)
                .pollInterval(POLL)
                .untilAsserted(() -> results.poll().assertVerified(TABLE, source.count("items")));
    }

    private static ObjectNode capture() {
        ObjectNode connector = Migration.file("handover-mariadb-stream.json").put("name", ID + "-src");
        ((ObjectNode) connector.get("config"))
                .put("topic.prefix", ID + "_src")
                .put("database.include.list", "stall")
                .put("database.server.id", "184999")
                .put("schema.history.internal.kafka.topic", ID + "_src.schema-history")
                // At rest the capture stores how far it is at the heartbeats of the server, which this asks for.
                .put("connect.keep.alive.interval.ms", "2000")
                .put("snapshot.mode", "initial");
        return connector;
    }

    private static ObjectNode observer(Sql source) {
        ObjectNode connector = Migration.file("observer-source-postgres.json").put("name", ID + "-observer");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", ID + "_src\\.stall\\..*")
                .put("table.topic.pattern", ID + "_src\\.([^.]+)\\.([^.]+)")
                .put("connection.url", source.url())
                .put("connection.user", source.server().user())
                .put("connection.password", source.server().password())
                .put("observations.topic", OBSERVED)
                .put("audit.connector", ID + "-src")
                .put("audit.offsets.topic", "connect-audit-mariadb-" + stack.id() + "-offsets")
                .put("page.rows", "500")
                .put("scan.interval.ms", "0");
        return connector;
    }

    private static void awaitTopic() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            await().atMost(BOUND)
                    .pollInterval(POLL)
                    .until(() -> admin.listTopics().names().get().contains(ID + "_src." + TABLE));
        }
    }

    private static ValidatorProcess startValidator() {
        return stack.startValidator(
                Layout.find().root().resolve("config/validator-audit.properties"),
                Map.of(
                        "validator.id",
                        ID,
                        "bootstrap.servers",
                        stack.bootstrapServers(),
                        "observations.topic",
                        OBSERVED,
                        "source.topics",
                        ID + "_src\\.(stall)\\.(.*)",
                        "state.dir",
                        stack.data().resolve("validator-" + ID).toString()),
                "validator-" + ID);
    }
}
