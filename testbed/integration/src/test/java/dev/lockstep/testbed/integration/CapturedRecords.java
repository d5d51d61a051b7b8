/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a connector writes of one schema of a database, with the settings of {@code config/}, all in one topic. */
final class CapturedRecords implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectRest connect;
    private final String id;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<CapturedRecord> records = new ArrayList<>();

    /**
     * @param key as it was written, {@code null} without one
     * @param value envelope with its schema
     */
    record CapturedRecord(String key, JsonNode value) {
        String table() {
            return value.at("/payload/source/table").asText();
        }

        /** {@code r} from the snapshot, {@code c} from the log. */
        String op() {
            return value.at("/payload/op").asText();
        }

        JsonNode after() {
            return value.at("/payload/after");
        }
    }

    private CapturedRecords(ConnectRest connect, String bootstrapServers, String id) {
        this.connect = connect;
        this.id = id;
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition all = new TopicPartition(id + ".all", 0);
        consumer.assign(List.of(all));
        consumer.seek(all, 0);
    }

    /**
     * Change capture of PostgreSQL.
     *
     * @param id names connector, topics and slot; the prefix of the topics too
     */
    static CapturedRecords start(Stack stack, String id, Sql database, String schema) {
        ObjectNode connector =
                ConnectRest.read(Layout.find().root().resolve("config").resolve("source-debezium-postgres.json"));
        connector.put("name", id);
        ObjectNode config = (ObjectNode) connector.get("config");
        config.put("topic.prefix", id)
                .put("database.hostname", database.server().host())
                .put("database.port", Integer.toString(database.server().port()))
                .put("database.user", database.server().user())
                .put("database.password", database.server().password())
                .put("database.dbname", database.name())
                .put("schema.include.list", schema)
                .put("table.exclude.list", schema + "\\..*_part_.*")
                .put("slot.name", id)
                .put("publication.name", id)
                .put("heartbeat.interval.ms", "0");
        return start(stack.connect(), stack.bootstrapServers(), connector, ".*");
    }

    /**
     * What a connector writes to topics of these names, in one partition. It is called as the connector.
     *
     * @param topics expression; what goes to others stays there
     */
    static CapturedRecords start(ConnectRest connect, String bootstrapServers, ObjectNode connector, String topics) {
        String id = connector.get("name").asText();
        ObjectNode config = (ObjectNode) connector.get("config");
        config.remove(List.of("transforms.stamp.type", "transforms.stamp.predicate", "transforms.stamp.negate"));
        config.put("topic.creation.default.partitions", "1")
                .put("transforms", "route")
                .put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter")
                .put("transforms.route.regex", topics)
                .put("transforms.route.replacement", id + ".all");
        connect.waitRunning(connect.create(connector), BOUND);
        return new CapturedRecords(connect, bootstrapServers, id);
    }

    /** Everything written so far, once there are as many. */
    List<CapturedRecord> await(int count) throws IOException {
        Instant end = Instant.now().plus(BOUND);
        while (records.size() < count) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("expected " + count + " records of connector " + id + ", found "
                        + records.size() + " in " + BOUND);
            }
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
                records.add(new CapturedRecord(text(read.key()), JSON.readTree(read.value())));
            }
        }
        return List.copyOf(records);
    }

    /** Of JSON, so that equal texts are equal bytes. */
    static String text(byte[] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        connect.delete(id);
    }
}
