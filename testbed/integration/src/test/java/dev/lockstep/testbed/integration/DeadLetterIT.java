/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A row the target refuses. */
class DeadLetterIT {
    private static final String ACCOUNT =
            "CREATE TABLE bank.account (id integer PRIMARY KEY, owner text, balance numeric(10,2)";

    @Test
    void refusedRowIsADeadLetterWithCoordinatesTheRestMovesOnAndItsTableIsNotVerified() throws SQLException {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(
                stack.source(),
                "letters_source",
                "CREATE SCHEMA bank",
                ACCOUNT + ")",
                "CREATE TABLE bank.branch (id integer PRIMARY KEY)",
                "INSERT INTO bank.account SELECT i, 'owner ' || i, i FROM generate_series(1, 500) i",
                "UPDATE bank.account SET owner = 'Mallory Secret', balance = -7 WHERE id = 321",
                "INSERT INTO bank.branch SELECT generate_series(1, 5)");
        Sql target = Sql.create(
                stack.target(),
                "letters_target",
                "CREATE SCHEMA bank",
                ACCOUNT + ", CONSTRAINT balance_not_negative CHECK (balance >= 0))",
                "CREATE TABLE bank.branch (id integer PRIMARY KEY)");
        try (Migration migration = new Migration(stack, "letters", source, target, "bank")) {
            migration.start();
            migration.awaitEqualAndVerified(List.of("bank.branch"));
            await().atMost(Duration.ofMinutes(2)).until(() -> target.count("bank.account") == 499);

            List<ConsumerRecord<String, String>> letters =
                    DeadLetters.read(stack.bootstrapServers(), migration.deadLetterTopic(), 1);
            assertThat(letters).hasSize(1);
            ConsumerRecord<String, String> letter = letters.get(0);
            assertThat(DeadLetters.header(letter, "__connect.errors.topic")).isEqualTo("letters_src.bank.account");
            assertThat(DeadLetters.header(letter, "__connect.errors.offset")).matches("\\d+");
            assertThat(DeadLetters.header(letter, "__connect.errors.exception.message"))
                    .contains("bank.account", "23514", "balance_not_negative")
                    .containsPattern("letters_src\\.bank\\.account-\\d@\\d+")
                    .doesNotContain("Mallory");
            assertThat(DeadLetters.header(letter, "__connect.errors.exception.stacktrace"))
                    .doesNotContain("Mallory");
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(migration.results().poll().findings())
                            .containsExactly("bank.account [321] MISSING"));
            assertThat(migration
                            .results()
                            .summary("bank.account")
                            .path("status")
                            .asText())
                    .isNotEqualTo("VERIFIED");

            source.run("UPDATE bank.account SET balance = 7 WHERE id = 321");
            migration.awaitEqualAndVerified(List.of("bank.account"));
        }
    }
}
