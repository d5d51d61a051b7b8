/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables through the chunked source, a real worker and the bulk sink. */
class ChunkedSourceIT {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final long ROWS = 144_000;
    private static final String BIG =
            "CREATE TABLE shop.big (id bigint PRIMARY KEY, at timestamptz, body text, amount numeric(12,2))";
    private static final String PAIR =
            "CREATE TABLE shop.pair (region text, number integer, name text, PRIMARY KEY (region, number))";
    private static final String CODE = "CREATE TABLE shop.code (id uuid PRIMARY KEY, data jsonb, day date)";

    private final Stack stack = SharedStack.get();
    private String id = "none";

    @AfterEach
    void deleteConnectors() {
        for (String connector : stack.connect().connectors()) {
            if (connector.startsWith(id + "-")) {
                stack.connect().delete(connector);
            }
        }
    }

    @Test
    void manyTablesArriveEqualThoughPausedAndKilledInTheMiddle() throws SQLException {
        id = "chunks";
        Sql source = Sql.create(
                stack.source(),
                "chunks_source",
                "CREATE SCHEMA shop",
                BIG,
                PAIR,
                CODE,
                "INSERT INTO shop.big SELECT i, TIMESTAMPTZ '1969-12-31 23:59:58.123456Z' + i * INTERVAL '1 s',"
                        + " repeat(md5(i::text), 4), i / 7.0 FROM generate_series(1, 120000) i",
                "INSERT INTO shop.pair SELECT 'région ' || i % 7, i, 'x' || i FROM generate_series(1, 12000) i",
                "INSERT INTO shop.code SELECT md5(i::text)::uuid, jsonb_build_object('n', i), DATE '1500-01-01' + i"
                        + " FROM generate_series(1, 12000) i",
                "ANALYZE");
        Sql target = Sql.create(stack.target(), "chunks_target", "CREATE SCHEMA shop", BIG, PAIR, CODE);
        create(sink(target));
        create(source(source));

        awaitAtLeast(target, 3_000);
        stack.connect().pause(id + "-source");
        stack.connect().resume(id + "-source");
        await().atMost(BOUND).pollInterval(Duration.ofMillis(20)).until(() -> rowsOfAllLanes() > 0);
        long committed = rowsOfAllLanes();
        stack.worker().kill();
        long sent = records();
        assertThat(target.count("shop.big")).isLessThan(120_000);
        stack.worker().start();

        for (String table : List.of("shop.big", "shop.pair", "shop.code")) {
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(fingerprint(target, table)).isEqualTo(fingerprint(source, table)));
        }
        await().atMost(BOUND).untilAsserted(() -> assertThat(lanesDone()).isEqualTo(lanes()));
        assertThat(rowsOfAllLanes()).isEqualTo(ROWS);
        // Sent again is at most what was sent and not yet committed when the worker died.
        assertThat(records()).isLessThanOrEqualTo(ROWS + sent - committed);
    }

    private void awaitAtLeast(Sql target, long rows) {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> target.count("shop.big") + target.count("shop.pair") >= rows);
    }

    private static List<String> fingerprint(Sql database, String table) throws SQLException {
        return database.rows("SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM " + table + " t");
    }

    /** Of every lane of the connector, by its partition. */
    private Map<String, JsonNode> offsets() {
        Map<String, JsonNode> offsets = new HashMap<>();
        for (JsonNode entry : stack.connect().offsets(id + "-source")) {
            JsonNode partition = entry.path("partition");
            if (!partition.path("lane").asText().equals("plan")) {
                offsets.put(partition.toString(), entry.path("offset"));
            }
        }
        return offsets;
    }

    private long rowsOfAllLanes() {
        return offsets().values().stream()
                .mapToLong(offset -> offset.path("rows").asLong())
                .sum();
    }

    /** In the data topics, those that were sent twice included. */
    private long records() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(id + "_src."))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private long lanes() {
        return offsets().size();
    }

    private long lanesDone() {
        return offsets().values().stream()
                .filter(offset -> offset.path("done").asBoolean())
                .count();
    }

    private ObjectNode source(Sql database) {
        ObjectNode connector = ConnectRest.read(config("source-chunked-jdbc.json"));
        connector.put("name", id + "-source");
        ((ObjectNode) connector.get("config"))
                .put("connection.url", database.url())
                .put("topic.prefix", id + "_src")
                .put("table.include.list", "shop\\..*")
                .put("progress.topic", "lockstep." + id + ".progress")
                .put("page.rows", "2000")
                .put("queue.bytes", "2000000");
        return connector;
    }

    private ObjectNode sink(Sql database) {
        String topics = Pattern.quote(id + "_src");
        ObjectNode connector = ConnectRest.read(config("sink-bulk-jdbc.json"));
        connector.put("name", id + "-sink");
        ((ObjectNode) connector.get("config"))
                .put("topics.regex", topics + "\\.[^.]+\\.[^.]+")
                .put("table.topic.pattern", topics + "\\.([^.]+)\\.([^.]+)")
                .put("connection.url", database.url())
                .put("errors.deadletterqueue.topic.name", id + ".dead-letters");
        return connector;
    }

    private void create(ObjectNode connector) {
        stack.connect().waitRunning(stack.connect().create(connector), Duration.ofMinutes(1));
    }

    private static Path config(String file) {
        return Layout.find().root().resolve("config").resolve(file);
    }
}
