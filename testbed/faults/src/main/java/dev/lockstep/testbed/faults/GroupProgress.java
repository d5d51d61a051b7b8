/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is in the topics it reads. Confined to one thread. */
final class GroupProgress implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final Predicate<String> read;

    /** @param read which topics those are, by their names */
    GroupProgress(String bootstrapServers, String group, Predicate<String> read) {
        this.group = group;
        this.read = read;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Those of the topics that are there. */
    List<String> topics() {
        return asked(
                () -> admin.listTopics().names().get().stream().filter(read).toList());
    }

    /** The ends of the topics at one moment. */
    record Ends(Map<TopicPartition, Long> offsets) {}

    Ends ends() {
        List<String> topics = topics();
        return new Ends(asked(() -> {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(partition -> latest.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
            }
            Map<TopicPartition, ListOffsetsResultInfo> found =
                    admin.listOffsets(latest).all().get();
            return found.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        }));
    }

    /** Whether the group has committed everything below these ends. */
    boolean hasPassed(Ends ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = asked(() -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        return ends.offsets().entrySet().stream().allMatch(end -> {
            OffsetAndMetadata reached = committed.get(end.getKey());
            return end.getValue() == 0 || (reached != null && reached.offset() >= end.getValue());
        });
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new FaultsFailedException("Kafka does not tell how far " + group + " is: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultsFailedException("Interrupted while asking how far " + group + " is");
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
