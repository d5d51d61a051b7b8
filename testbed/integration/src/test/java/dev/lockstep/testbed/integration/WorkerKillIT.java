/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker that dies in the middle of the snapshot. */
class WorkerKillIT {
    private static final String EVENT =
            "CREATE TABLE log.event (id bigint PRIMARY KEY, at timestamptz, body text, amount numeric(12,2))";

    @Test
    void migrationEndsEqualAndVerifiedWithoutAFalseAlarm() throws SQLException {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(
                stack.source(),
                "kill_source",
                "CREATE SCHEMA log",
                EVENT,
                "INSERT INTO log.event SELECT i, TIMESTAMPTZ '2026-01-01Z' + i * INTERVAL '1 s', repeat(md5(i::text), 4), i"
                        + " FROM generate_series(1, 60000) i");
        Sql target = Sql.create(stack.target(), "kill_target", "CREATE SCHEMA log", EVENT);
        try (Migration migration = new Migration(stack, "kill", source, target, "log")) {
            migration.start();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> target.count("log.event") > 1_000);

            stack.worker().kill();

            assertThat(target.count("log.event")).isBetween(1_001L, 59_999L);
            source.run(
                    "UPDATE log.event SET amount = 0 WHERE id % 100 = 0",
                    "INSERT INTO log.event SELECT i, now(), 'late', 1 FROM generate_series(70001, 70100) i");
            stack.worker().start();
            migration.awaitEqualAndVerified(List.of("log.event"));
            source.run("DELETE FROM log.event WHERE id % 100 = 1");
            migration.awaitEqualAndVerified(List.of("log.event"));

            assertThat(migration.results().findings()).isEmpty();
        }
    }
}
