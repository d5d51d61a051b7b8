/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.mover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * When the mover had committed the last change of each row of one data topic, from the moment this was made; to some hundredths
 * of a second, on a thread of its own. Thread-safe.
 */
public final class MoverClock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final LongPredicate wanted;
    private final MoverPositions positions;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<Long, ConsumerRecord<String, byte[]>> open = new HashMap<>();
    private final Map<Long, Instant> passed = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "mover-clock");
    private volatile String failure;

    /**
     * Starts to read.
     *
     * @param wanted the rows of interest, by their key
     * @param positions taken over
     */
    public MoverClock(String bootstrapServers, String topic, LongPredicate wanted, MoverPositions positions) {
        this.topic = topic;
        this.wanted = wanted;
        this.positions = positions;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** When the last change of a row so far was committed by the mover; empty if it has not been. */
    public Optional<Instant> passed(long row) {
        return Optional.ofNullable(passed.get(row));
    }

    /** What has ended it, if anything has. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try (consumer;
                positions) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    long row = row(record.key());
                    if (wanted.test(row)) {
                        passed.remove(row);
                        open.put(row, record);
                    }
                }
                if (!open.isEmpty()) {
                    look();
                }
            }
        } catch (WakeupException closed) {
            // The end that close() asks for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | ExecutionException | JsonProcessingException | KafkaException e) {
            failure = "asking how far the mover is: " + e.getMessage();
        }
    }

    private static long row(String key) throws JsonProcessingException {
        JsonNode id = JSON.readTree(key).path("payload").path("id");
        return id.asLong(-1);
    }

    private void look() throws SQLException, ExecutionException, InterruptedException {
        Map<TopicPartition, Long> now = positions.now();
        Instant at = Instant.now();
        open.entrySet().removeIf(change -> {
            ConsumerRecord<String, byte[]> record = change.getValue();
            boolean behind = now.getOrDefault(new TopicPartition(topic, record.partition()), 0L) > record.offset();
            if (behind) {
                passed.put(change.getKey(), at);
            }
            return behind;
        });
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(CLOSE_BOUND.toMillis());
        } catch (InterruptedException e) {
            // The thread is a daemon: nothing waits for it any longer.
            Thread.currentThread().interrupt();
        }
    }
}
