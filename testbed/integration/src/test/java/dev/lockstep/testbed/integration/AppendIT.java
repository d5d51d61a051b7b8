/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** A worker that dies while it appends to a table without any key, where a record written twice would be two rows. */
class AppendIT {
    private static final int ROWS = 40_000;

    @Test
    void everyRecordIsOneRowThoughTheWorkerWasKilled() throws SQLException {
        Stack stack = SharedStack.get();
        Sql source = Sql.create(
                stack.source(),
                "append_source",
                "CREATE SCHEMA log",
                "CREATE TABLE log.line (id integer PRIMARY KEY, body text)",
                "INSERT INTO log.line SELECT i, repeat(md5(i::text), 4) FROM generate_series(1, " + ROWS + ") i");
        Sql target = Sql.create(
                stack.target(), "append_target", "CREATE SCHEMA log", "CREATE TABLE log.line (id integer, body text)");
        try (Migration migration = new Migration(stack, "append", source, target, "log")) {
            migration.create(migration.sourceCapture());
            // A capture that is killed before it has kept that its snapshot is over sends all rows again, which would
            // be
            // rows again; so it is stopped first.
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> records(stack, migration.dataTopic("log.line")) == ROWS);
            stack.connect().stop("append-src");
            ObjectNode sink = migration.sink();
            ((ObjectNode) sink.get("config"))
                    .put("insert.mode", "insert")
                    .put("delete.enabled", "false")
                    .put("batch.rows", "100");
            migration.create(sink);
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> target.count("log.line") > 1_000);

            stack.worker().kill();
            assertThat(target.count("log.line")).isBetween(1_001L, ROWS - 1L);
            stack.worker().start();

            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> target.count("log.line") >= ROWS);
            assertThat(target.rows("SELECT count(*), count(DISTINCT id), sum(id::bigint) FROM log.line"))
                    .isEqualTo(source.rows("SELECT count(*), count(DISTINCT id), sum(id::bigint) FROM log.line"));
            assertThat(target.rows("SELECT sum(next_offset) FROM lockstep_offsets"))
                    .containsExactly("(" + ROWS + ")");
        }
    }

    /** How many records the topic holds; none while it is not there. */
    private static long records(Stack stack, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
