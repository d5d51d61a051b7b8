/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a topic holds, as committed.
 *
 * @param records how many
 * @param next for each partition that holds any, the offset behind its last record, as {@code (partition,offset)}
 */
record DeliveredTopic(long records, List<String> next) {
    private static final Duration BOUND = Duration.ofMinutes(1);

    static DeliveredTopic read(String bootstrapServers, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            long records = 0;
            TreeMap<Integer, Long> next = new TreeMap<>();
            long bound = System.nanoTime() + BOUND.toNanos();
            while (!consumer.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                if (System.nanoTime() > bound) {
                    throw new AssertionError("Topic " + topic + " was not read to its end within " + BOUND);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    records++;
                    next.put(record.partition(), record.offset() + 1);
                }
            }
            List<String> texts = new ArrayList<>();
            next.forEach((partition, offset) -> texts.add("(" + partition + "," + offset + ")"));
            return new DeliveredTopic(records, texts);
        }
    }

    /** The same of what a sink has written of its one topic, as it keeps it in the target. */
    static List<String> next(Sql target, String sink) throws SQLException {
        return target.rows("SELECT partition_id, next_offset FROM lockstep_offsets WHERE connector = '" + sink
                + "' AND next_offset > 0 ORDER BY partition_id");
    }
}
