/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.header.DigestHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** The records of a capture of a type table, on one topic. */
final class CapturedTypes implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final JsonConverter converter = new JsonConverter();
    private final Map<Row, Captured> rows = new HashMap<>();

    private record Row(String table, int key) {}

    /**
     * @param operation as Debezium calls it: r for a row that was read, c for one that was created
     * @param stamp what the worker stamped on the record
     * @param decoded the canonical bytes of what the record's JSON says
     */
    record Captured(String operation, Content stamp, String decoded) {}

    CapturedTypes(String bootstrapServers, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        converter.configure(Map.of("replace.null.with.default", "false"), false);
    }

    /**
     * Waits until every table has a record of the row with this key.
     *
     * @param running throws when there is nothing to wait for any more
     */
    void awaitRows(List<TypeCase> cases, int key, Runnable running) {
        await().atMost(BOUND).untilAsserted(() -> {
            running.run();
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            assertThat(cases)
                    .as("tables without record of row %d", key)
                    .allMatch(line -> rows.containsKey(new Row(line.table(), key)));
        });
    }

    Captured row(TypeCase line, int key) {
        return rows.get(new Row(line.table(), key));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Struct envelope =
                (Struct) converter.toConnectData(record.topic(), record.value()).value();
        Struct after = envelope.getStruct("after");
        Field column = after.schema().field("v");
        String decoded =
                column == null ? TypeBytes.ABSENT : TypeBytes.of(column.schema(), after.getWithoutDefault("v"));
        byte[] header = record.headers().lastHeader(DigestHeader.NAME).value();
        Content stamp =
                DigestHeader.parse(new String(header, StandardCharsets.UTF_8)).content();
        rows.put(
                new Row(envelope.getStruct("source").getString("table"), after.getInt32("id")),
                new Captured(envelope.getString("op"), stamp, decoded));
    }

    @Override
    public void close() {
        consumer.close();
        converter.close();
    }
}
