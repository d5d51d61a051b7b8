/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics of text from their beginning, on a thread of its own, and hands every record to a listener.
 *
 * <p>It belongs to no consumer group and creates no topic: it waits until all its topics are there. An error, be it of
 * Kafka or of the listener, ends it and is kept: {@link #failure}. Thread-safe.
 */
public final class TopicFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int FETCH_WAIT_MS = 100;
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final List<String> topics;
    private final Listener listener;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread = new Thread(this::run, "topic-feed");
    private volatile String failure;

    /** Takes records one by one, on the thread of the feed. */
    public interface Listener {
        /**
         * @param value null for a tombstone
         * @param seen when the record arrived here
         * @throws UnreadableRecordException if the record is not what the topic is documented to hold
         */
        void record(String topic, String key, String value, Instant seen) throws UnreadableRecordException;
    }

    /** Starts to read. */
    public TopicFeed(String bootstrapServers, List<String> topics, Listener listener) {
        this.topics = List.copyOf(topics);
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MS),
                new StringDeserializer(),
                new StringDeserializer());
        thread.setDaemon(true);
        thread.start();
    }

    /** What has ended the feed, if anything has. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
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

    private void run() {
        try (consumer) {
            List<TopicPartition> partitions = awaitPartitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    listener.record(record.topic(), record.key(), record.value(), Instant.now());
                }
            }
        } catch (WakeupException closed) {
            // The end that close() asks for.
        } catch (UnreadableRecordException | KafkaException e) {
            failure = "reading " + topics + ": " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> awaitPartitions() throws InterruptedException {
        while (true) {
            Map<String, List<PartitionInfo>> known = consumer.listTopics();
            if (known.keySet().containsAll(topics)) {
                List<TopicPartition> partitions = new ArrayList<>();
                topics.forEach(topic -> known.get(topic)
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
                return partitions;
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
