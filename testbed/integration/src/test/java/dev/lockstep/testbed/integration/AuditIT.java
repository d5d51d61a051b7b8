/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Debezium captures a database that is written to, an observer reads that database, a validator judges the capture. */
class AuditIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String ID = "audited";
    private static final String TABLE = "shop.items";
    private static final int ROWS = 2_000;
    private static final String PUBLICATION = "ALTER PUBLICATION audited_src SET (publish = '%s')";
    private static final String EVERYTHING = String.format(PUBLICATION, "insert, update, delete, truncate");

    private final Stack stack = SharedStack.get();
    private Migration migration;
    private ValidatorProcess validator;

    @AfterEach
    void stop() {
        if (validator != null) {
            validator.close();
        }
        if (migration != null) {
            migration.close();
        }
    }

    @Test
    void aFaithfulCaptureIsVerifiedWhileRowsAreWrittenAndWhatACaptureLosesIsFound() throws Exception {
        Sql source = Sql.create(
                stack.source(),
                ID + "_source",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.items (id bigint PRIMARY KEY, name text, amount numeric(12,2), day date)",
                "INSERT INTO shop.items SELECT i, 'name ' || i, i / 7.0, DATE '2024-01-01' + i"
                        + " FROM generate_series(1, " + ROWS + ") i",
                "UPDATE shop.items SET day = '1582-10-10' WHERE id = 3");
        migration = new Migration(stack, ID, source, source, "shop");
        migration.create(migration.sourceCapture());
        awaitTopic();
        startValidator();
        migration.create(observer());
        write(source, 400);

        try (Results results = new Results(stack.bootstrapServers(), ID);
                Observations seen = new Observations(stack.bootstrapServers(), "lockstep.audited.observed");
                Versions versions = new Versions(stack.bootstrapServers(), migration.dataTopic(TABLE))) {
            // The calendar that the capture's snapshot goes through has no such day; its log has.
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> {
                assertThat(results.poll().findings()).containsExactly(TABLE + " [3] DIFFERENT");
                assertThat(results.summary(TABLE).path("verified").asLong()).isEqualTo(source.count(TABLE) - 1);
            });
            source.run("UPDATE shop.items SET name = name WHERE id = 3");
            awaitVerified(results, source);
            seen.poll();
            versions.poll();
            assertThat(versions.wrong(seen.pages())).containsExactly("[3]");

            lose(source);
            await().atMost(BOUND)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(results.poll().findings())
                            .containsExactlyInAnyOrder(
                                    TABLE + " [3] DIFFERENT",
                                    TABLE + " [1] DIFFERENT",
                                    TABLE + " [2] MISSING",
                                    TABLE + " [90001] UNEXPECTED"));
            assertThat(results.hops(TABLE)).containsOnly("capture");

            source.run(
                    "UPDATE shop.items SET name = name WHERE id IN (1, 90001)",
                    "INSERT INTO shop.items VALUES (2, 'once more')");
            awaitVerified(results, source);
            // A row that was missing until a moment ago is said to be so once more when it was read before it came back
            // and judged with the version of its coming back. No other row, and no other kind, may be among them.
            assertThat(Set.copyOf(results.findings())).hasSize(4);
        }
    }

    private static void lose(Sql source) throws SQLException {
        source.run(
                String.format(PUBLICATION, "insert"),
                "UPDATE shop.items SET name = 'never sent' WHERE id = 1",
                "DELETE FROM shop.items WHERE id = 2",
                String.format(PUBLICATION, "update, delete"),
                "INSERT INTO shop.items VALUES (90001, 'never sent either')",
                EVERYTHING);
    }

    private void awaitVerified(Results results, Sql source) {
        await().atMost(BOUND)
                .pollInterval(POLL)
                .untilAsserted(() -> results.poll().assertVerified(TABLE, source.count(TABLE)));
    }

    /** The snapshot of the capture has begun. */
    private void awaitTopic() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            await().atMost(BOUND)
                    .pollInterval(POLL)
                    .until(() -> admin.listTopics().names().get().contains(migration.dataTopic(TABLE)));
        }
    }

    private void startValidator() {
        validator = stack.startValidator(
                Layout.find().root().resolve("config/validator-audit.properties"),
                Map.of(
                        "validator.id",
                        ID,
                        "bootstrap.servers",
                        stack.bootstrapServers(),
                        "observations.topic",
                        "lockstep.audited.observed",
                        "source.topics",
                        Pattern.quote(ID + "_src") + "\\.([^.]+)\\.([^.]+)",
                        "state.dir",
                        stack.data().resolve("validator-" + ID).toString()),
                "validator-" + ID);
    }

    private ObjectNode observer() {
        ObjectNode connector = Migration.file("observer-source-postgres.json").put("name", ID + "-observer");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", ID + "_src\\.shop\\..*")
                .put("table.topic.pattern", ID + "_src\\.([^.]+)\\.([^.]+)")
                .put("connection.url", migration.source().url())
                .put("observations.topic", "lockstep.audited.observed")
                .put("audit.connector", ID + "-src")
                .put("audit.offsets.topic", "connect-" + stack.id() + "-offsets")
                .put("page.rows", "500")
                .put("scan.interval.ms", "0");
        return connector;
    }

    /** Beside single statements, transactions that stay open for a while and commit after others that began later. */
    private static void write(Sql source, int rounds) throws SQLException {
        try (Connection slow = source.connect();
                PreparedStatement late =
                        slow.prepareStatement("UPDATE shop.items SET amount = amount + 1 WHERE id = ?");
                Connection quick = source.connect();
                PreparedStatement update =
                        quick.prepareStatement("UPDATE shop.items SET name = ?, amount = amount + 1 WHERE id = ?");
                PreparedStatement delete = quick.prepareStatement("DELETE FROM shop.items WHERE id = ?");
                PreparedStatement insert =
                        quick.prepareStatement("INSERT INTO shop.items VALUES (?, 'new', 1, DATE '2026-11-29')")) {
            slow.setAutoCommit(false);
            for (int i = 1; i <= rounds; i++) {
                late.setLong(1, 500 + i % 20);
                late.executeUpdate();
                update.setString(1, "changed " + i);
                update.setLong(2, 100 + i % 50);
                update.executeUpdate();
                delete.setLong(1, 1_000 + i);
                delete.executeUpdate();
                insert.setLong(1, i % 2 == 0 ? -i : ROWS + i);
                insert.executeUpdate();
                if (i % 25 == 0) {
                    slow.commit();
                }
            }
            slow.commit();
        }
    }
}
