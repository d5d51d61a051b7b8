/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the topics of one validator from their beginning, on a thread of its own, and makes no topic. What ends it is kept:
 * {@link #failure}. Thread-safe.
 */
public final class ResultFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final String verdicts;
    private final String summaries;
    private final VerdictBook book;
    private final Summaries tables;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread = new Thread(this::run, "fault-feed");
    private volatile String failure;

    /** Starts to read. */
    public ResultFeed(String bootstrapServers, String validatorId, VerdictBook book, Summaries tables) {
        this.verdicts = "lockstep." + validatorId + ".verdicts";
        this.summaries = "lockstep." + validatorId + ".summary";
        this.book = book;
        this.tables = tables;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        100),
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
                    read(record);
                }
            }
        } catch (WakeupException closed) {
            // The end that close() asks for.
        } catch (IllegalArgumentException | KafkaException e) {
            failure = "reading the topics of the validator: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(ConsumerRecord<String, String> record) {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(verdicts)) {
            book.add(VerdictLine.parse(record.value(), Instant.now()));
        } else {
            tables.add(record.value());
        }
    }

    private List<TopicPartition> awaitPartitions() throws InterruptedException {
        while (!consumer.listTopics().keySet().containsAll(List.of(verdicts, summaries))) {
            Thread.sleep(POLL.toMillis());
        }
        return List.of(verdicts, summaries).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
