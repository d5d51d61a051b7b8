/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that refer to rows, and sums of columns, in a target without foreign keys. */
class ReferencesIT {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String ID = "referring";
    private static final String ORDERS = "shop.orders";
    private static final String[] TABLES = {
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.customers (id bigint PRIMARY KEY, name text)",
        "CREATE TABLE shop.orders (id bigint PRIMARY KEY, customer_id bigint, total numeric(12,2))"
    };

    private final Stack stack = SharedStack.get();

    @Test
    void childrenWithoutParentAndSumsThatDoNotComeOutAreFoundAndWhatTheSourceHasIsNotBlamedOnTheTarget()
            throws Exception {
        Sql source = Sql.create(stack.source(), ID + "_source", TABLES);
        source.run(
                "INSERT INTO shop.customers SELECT i, 'customer ' || i FROM generate_series(1, 200) i",
                "INSERT INTO shop.orders SELECT i, 1 + i % 200, i / 4.0 FROM generate_series(1, 2000) i",
                "INSERT INTO shop.orders VALUES (9001, 999, 1), (9002, NULL, NULL)");
        Sql target = Sql.create(stack.target(), ID + "_target", TABLES);
        try (Migration migration = new Migration(stack, ID, source, target, "shop");
                ValidatorProcess validator = startValidator();
                Results results = new Results(stack.bootstrapServers(), ID)) {
            migration.create(migration.sink());
            migration.create(migration.sourceCapture());
            migration.awaitEqual(List.of("shop.customers", ORDERS));
            migration.create(observer(target));
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> {
                JsonNode summary = results.poll().summary(ORDERS);
                assertThat(summary.path("status").asText()).as("%s", summary).isEqualTo("VERIFIED");
                assertThat(relationship(summary).path("inherited").asLong()).isEqualTo(1);
                assertThat(relationship(summary).path("orphans").asLong()).isZero();
                assertThat(sum(summary).path("observed").asText()).isEqualTo("500251");
            });

            target.run("DELETE FROM shop.customers WHERE id = 7");
            source.run("UPDATE shop.orders SET customer_id = 8 WHERE id = 6");
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> {
                JsonNode summary = results.poll().summary(ORDERS);
                assertThat(relationship(summary).path("orphans").asLong())
                        .as("%s", summary)
                        .isEqualTo(9);
                assertThat(summary.path("status").asText()).isEqualTo("DIVERGENT");
                assertThat(summary.path("verified").asLong()).isEqualTo(2_002);
            });

            source.run("UPDATE shop.customers SET name = 'once more' WHERE id = 7");
            target.run("UPDATE shop.orders SET total = total + 1 WHERE id = 6");
            await().atMost(BOUND).pollInterval(POLL).untilAsserted(() -> {
                JsonNode summary = results.poll().summary(ORDERS);
                assertThat(relationship(summary).path("orphans").asLong())
                        .as("%s", summary)
                        .isZero();
                assertThat(sum(summary).path("observed").asText()).isEqualTo("500252");
                assertThat(aggregate(summary).path("ok").asText()).isEqualTo("false");
            });
            assertThat(validator.running()).isTrue();
        }
    }

    private static JsonNode relationship(JsonNode summary) {
        return summary.path("relationships").path(0);
    }

    private static JsonNode aggregate(JsonNode summary) {
        return summary.path("aggregates").path(0);
    }

    private static JsonNode sum(JsonNode summary) {
        return aggregate(summary).path("sum");
    }

    private ValidatorProcess startValidator() {
        return stack.startValidator(
                Layout.find().root().resolve("config/validator-demo.properties"),
                Map.of(
                        "validator.id",
                        ID,
                        "bootstrap.servers",
                        stack.bootstrapServers(),
                        "observations.topic",
                        "lockstep." + ID + ".observed",
                        "source.topics",
                        ID + "_src\\.(shop)\\.(.*)",
                        "relationships",
                        "shop.orders(customer_id)=shop.customers",
                        "aggregates",
                        "shop.orders(total)",
                        "state.dir",
                        stack.data().resolve("validator-" + ID).toString()),
                "validator-" + ID);
    }

    private static ObjectNode observer(Sql target) {
        ObjectNode connector = Migration.file("observer-postgres.json").put("name", ID + "-observer");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", ID + "_src\\.shop\\..*")
                .put("table.topic.pattern", ID + "_src\\.([^.]+)\\.([^.]+)")
                .put("connection.url", target.url())
                .put("observations.topic", "lockstep." + ID + ".observed")
                .put("mover.connector", ID + "-sink")
                .put("aggregate.columns.shop.orders", "total")
                .put("scan.interval.ms", "1000");
        return connector;
    }
}
