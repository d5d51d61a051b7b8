/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.testbed.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Harm done to the target behind the pipeline's back, while the source is being written. */
class HarmIT {
    private static final String ITEM =
            "CREATE TABLE stock.item (id integer, part integer, name text, price numeric(10,2), PRIMARY KEY (id, part))";

    @Test
    void eachHarmGivesExactlyItsVerdictAndIsResolvedOnceMended() throws SQLException {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(
                stack.source(),
                "harm_source",
                "CREATE SCHEMA stock",
                ITEM,
                "INSERT INTO stock.item SELECT i, 1, 'item ' || i, i FROM generate_series(1, 300) i");
        Sql target = Sql.create(stack.target(), "harm_target", "CREATE SCHEMA stock", ITEM);
        try (Migration migration = new Migration(stack, "harm", source, target, "stock")) {
            migration.start();
            migration.awaitEqualAndVerified(List.of("stock.item"));
            source.run(
                    "UPDATE stock.item SET name = 'newer', price = 1 WHERE id = 50",
                    "DELETE FROM stock.item WHERE id = 60");
            migration.awaitEqualAndVerified(List.of("stock.item"));
            assertThat(migration.results().findings()).isEmpty();

            target.run(
                    "UPDATE stock.item SET price = price + 1 WHERE id = 10",
                    "DELETE FROM stock.item WHERE id = 20",
                    "INSERT INTO stock.item VALUES (999, 1, 'nobody sent this', 0)",
                    "UPDATE stock.item i SET name = o.name, price = o.price FROM stock.item o"
                            + " WHERE (i.id, o.id) IN ((30, 31), (31, 30))",
                    "UPDATE stock.item SET name = 'item 50', price = 50 WHERE id = 50",
                    "INSERT INTO stock.item VALUES (60, 1, 'item 60', 60)");
            source.run("INSERT INTO stock.item SELECT i, 2, 'item ' || i, i FROM generate_series(1, 300) i");

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(migration.results().poll().findings())
                            .containsExactlyInAnyOrder(
                                    "stock.item [10,1] DIFFERENT",
                                    "stock.item [20,1] MISSING",
                                    "stock.item [999,1] UNEXPECTED",
                                    "stock.item [30,1] DIFFERENT",
                                    "stock.item [31,1] DIFFERENT",
                                    "stock.item [50,1] STALE",
                                    "stock.item [60,1] RESURRECTED"));

            source.run("UPDATE stock.item SET name = name || '!' WHERE id IN (10, 20, 30, 31, 50) AND part = 1");
            target.run("DELETE FROM stock.item WHERE id IN (60, 999) AND part = 1");
            migration.awaitEqualAndVerified(List.of("stock.item"));
            assertThat(migration.results().findings()).hasSize(7);
        }
    }
}
