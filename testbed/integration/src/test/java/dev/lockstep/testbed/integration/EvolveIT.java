/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A table that is changed while it is captured: the topic has rows of both versions, the target only of the newest. */
class EvolveIT {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final String ID = "evolving";
    private static final String HISTORY = ID + "-history";

    @Test
    void rowsOfBothVersionsComeOutInTheNewestAndTheHistoryIsOnItsTopic() throws Exception {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(
                stack.source(),
                ID + "_source",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.people (id integer PRIMARY KEY, name text, age text)",
                "INSERT INTO shop.people SELECT i, 'Person ' || i, (20 + i % 50)::text FROM generate_series(1, 200) i");
        Sql target = Sql.create(
                stack.target(),
                ID + "_target",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.people (id integer PRIMARY KEY, full_name text, age integer, status text)");
        try (Migration migration = new Migration(stack, ID, source, target, "shop")) {
            ObjectNode capture = migration.sourceCapture();
            ((ObjectNode) capture.get("config")).remove("transforms");
            migration.create(capture);
            migration.create(sink(stack, migration));
            await().atMost(BOUND).until(() -> target.count("shop.people") == 200);

            source.run(
                    "ALTER TABLE shop.people RENAME COLUMN name TO full_name",
                    "ALTER TABLE shop.people ALTER COLUMN age TYPE integer USING age::integer",
                    "ALTER TABLE shop.people ADD COLUMN status text NOT NULL DEFAULT 'new'",
                    "INSERT INTO shop.people VALUES (901, 'Ada', 36, 'gold'), (902, 'Bob', NULL, 'new')",
                    "UPDATE shop.people SET status = 'gold' WHERE id = 7",
                    "DELETE FROM shop.people WHERE id = 8");

            migration.awaitEqual(List.of("shop.people"));
            assertThat(target.rows("SELECT full_name, age, status FROM shop.people WHERE id IN (7, 9) ORDER BY id"))
                    .containsExactly("(\"Person 7\",27,gold)", "(\"Person 9\",29,new)");
            assertHistory(stack);
        }
    }

    private static void assertHistory(Stack stack) throws Exception {
        List<String> steps = new ArrayList<>();
        for (ConsumerRecord<String, String> line : DeadLetters.read(stack.bootstrapServers(), HISTORY, 1)) {
            JsonNode key = new ObjectMapper().readTree(line.key());
            assertThat(key.path("topic").asText()).isEqualTo(ID + "_src.shop.people");
            assertThat(key.path("from").asText()).isEqualTo("1");
            assertThat(key.path("to").asText()).isEqualTo("2");
            assertThat(line.value()).doesNotContain("Person 7");
            steps.add(line.value());
        }
        assertThat(steps).isNotEmpty().allSatisfy(value -> assertThat(value).contains("rename name to full_name"));
    }

    private static ObjectNode sink(Stack stack, Migration migration) {
        ObjectNode connector = migration.sink();
        ((ObjectNode) connector.get("config"))
                .put("transforms", "evolve")
                .put("transforms.evolve.type", "dev.lockstep.transforms.EvolveSchema$Value")
                .put("transforms.evolve.versions", """
                        version 1
                          id: int32 required
                          name: string
                          age: string
                        version 2
                          id: int32 required
                          full_name: string was name
                          age: int32
                          status: string required = 'new'
                        """)
                .put("transforms.evolve.history.topic", HISTORY)
                .put("transforms.evolve.history.bootstrap.servers", stack.bootstrapServers());
        return connector;
    }
}
