/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Topics as the broker sees them. Looking costs next to nothing, so what is measured is not disturbed.
 *
 * <p>Topics are made with {@code message.timestamp.type=LogAppendTime}: when the last record was written is then known
 * afterwards, without watching. Thread-safe.
 */
public final class Topics implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final Admin admin;

    /** A client of this broker. */
    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Makes an empty topic. */
    public void create(String topic, int partitions) {
        get(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"))))
                .all());
    }

    /** Removes every topic whose name begins so. */
    public void deleteAll(String prefix) {
        Collection<String> found = get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        get(admin.deleteTopics(found).all());
    }

    /** How many records are in a topic. */
    public long records(String topic) {
        return sum(offsets(topic, OffsetSpec.latest()), ListOffsetsResultInfo::offset)
                - sum(offsets(topic, OffsetSpec.earliest()), ListOffsetsResultInfo::offset);
    }

    /** When the newest record of a topic was written, in milliseconds since the epoch. */
    public long lastAppend(String topic) {
        return offsets(topic, OffsetSpec.maxTimestamp()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .max()
                .orElseThrow();
    }

    /** How many records of a topic a group has done with and committed. */
    public long committed(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return committed.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** The bytes a topic takes in the broker's log. */
    public long bytes(String topic) {
        long bytes = 0;
        for (Map<String, LogDirDescription> folders :
                get(admin.describeLogDirs(List.of(1)).allDescriptions()).values()) {
            for (LogDirDescription folder : folders.values()) {
                bytes += folder.replicaInfos().entrySet().stream()
                        .filter(replica -> replica.getKey().topic().equals(topic))
                        .mapToLong(replica -> replica.getValue().size())
                        .sum();
            }
        }
        return bytes;
    }

    /** One record of a topic that holds some. */
    public ConsumerRecord<String, String> first(String topic) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            assignAll(consumer, topic);
            long end = System.nanoTime() + BOUND.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    return record;
                }
            }
        }
        throw new IllegalStateException("No record came into topic " + topic + " within " + BOUND.toSeconds() + " s");
    }

    /** A consumer of text that reads the topic from its beginning, for the caller to close. */
    public KafkaConsumer<String, String> reader(String topic) {
        KafkaConsumer<String, String> consumer = consumer();
        assignAll(consumer, topic);
        return consumer;
    }

    /** Whether there is such a topic. */
    public boolean exists(String topic) {
        return get(admin.listTopics().names()).contains(topic);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", false),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static void assignAll(KafkaConsumer<String, String> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(String topic, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new LinkedHashMap<>();
        get(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .forEach(info -> wanted.put(new TopicPartition(topic, info.partition()), which));
        return get(admin.listOffsets(wanted).all());
    }

    private static long sum(
            Map<TopicPartition, ListOffsetsResultInfo> offsets, Function<ListOffsetsResultInfo, Long> number) {
        List<Long> numbers = new ArrayList<>();
        offsets.values().forEach(info -> numbers.add(number.apply(info)));
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(
                    "The broker refused: " + failure.getCause().getMessage(), failure);
        } catch (TimeoutException failure) {
            throw new IllegalStateException("The broker did not answer within " + BOUND.toSeconds() + " s", failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the broker", interrupt);
        }
    }
}
