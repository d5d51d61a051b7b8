/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import dev.lockstep.validator.round.TopicRecreatedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the validator's topics, or checks those that are there. Run once, before the topology starts. */
final class TopicSetup {
    /** Processed internal records are dropped by the coordinator and not by age: an outage must lose none. */
    private static final Map<String, String> KEPT = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1");

    private static final Map<String, String> LATEST_BY_KEY =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private static final Map<String, String> SHORT = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "86400000");

    private static final Duration KNOWN_BOUND = Duration.ofSeconds(30);
    private static final Duration KNOWN_POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final ValidatorConfig config;

    TopicSetup(Admin admin, ValidatorConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * @throws ConfigException when a topic is there with another number of partitions
     * @throws TopicRecreatedException when a data topic is not the one that was read before
     */
    void prepare() throws ExecutionException, InterruptedException {
        TopicNames names = config.topicNames();
        int partitions = config.internalPartitions();
        List<NewTopic> own = List.of(
                topic(names.versions(), partitions, KEPT),
                topic(names.observations(), partitions, KEPT),
                topic(names.sums(), 1, SHORT),
                topic(names.verdicts(), partitions, LATEST_BY_KEY),
                topic(names.summary(), 1, LATEST_BY_KEY),
                topic(names.certificates(), 1, LATEST_BY_KEY));
        List<NewTopic> wanted = new ArrayList<>(own);
        // Whoever comes first makes it, the observer or we; its partitions are nobody's concern.
        config.observationsTopic().ifPresent(topic -> wanted.add(topic(topic, partitions, SHORT)));
        Set<String> existing = admin.listTopics().names().get();
        for (NewTopic topic : wanted) {
            if (!existing.contains(topic.name())) {
                create(topic);
                partitions(topic.name());
            }
        }
        check(own);
        refuseRecreated(existing);
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), config.replicationFactor()).configs(settings);
    }

    private void create(NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // Another instance may have been quicker; what it made is checked next.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void check(List<NewTopic> wanted) throws ExecutionException, InterruptedException {
        for (NewTopic topic : wanted) {
            int found = partitions(topic.name());
            if (found != topic.numPartitions()) {
                throw new ConfigException("Topic " + topic.name() + " has " + found + " partitions, expected "
                        + topic.numPartitions()
                        + ". internal.partitions is fixed for the life of a validator.id: set it"
                        + " back, or start with a new validator.id");
            }
        }
    }

    /** A topic that was created a moment ago may be unknown to the broker that is asked; it will not stay so. */
    private int partitions(String topic) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + KNOWN_BOUND.toNanos();
        while (true) {
            try {
                return admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .size();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(KNOWN_POLL.toMillis());
            }
        }
    }

    /** Our own committed position beyond the end of a topic means the topic was made anew while we were away. */
    private void refuseRecreated(Set<String> existing) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                        config.topicNames().applicationId())
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic : describe(existing).values()) {
            topic.partitions().forEach(info -> {
                TopicPartition partition = new TopicPartition(topic.name(), info.partition());
                if (committed.get(partition) != null) {
                    asked.put(partition, OffsetSpec.latest());
                }
            });
        }
        for (var end : admin.listOffsets(asked).all().get().entrySet()) {
            long read = committed.get(end.getKey()).offset();
            if (read > end.getValue().offset()) {
                throw new TopicRecreatedException(end.getKey() + " ends at offset "
                        + end.getValue().offset() + ", but was read up to offset " + read);
            }
        }
    }

    private Map<String, TopicDescription> describe(Set<String> existing)
            throws ExecutionException, InterruptedException {
        List<String> data = new ArrayList<>();
        for (String topic : existing) {
            if (config.sides().stream()
                            .anyMatch(side ->
                                    config.tables(side).topics().matcher(topic).matches())
                    || config.observationsTopic().equals(Optional.of(topic))) {
                data.add(topic);
            }
        }
        return admin.describeTopics(data).allTopicNames().get();
    }

    /** For the main's message: what a failed call to the cluster was about. */
    static KafkaException unreachable(ValidatorConfig config, ExecutionException failure) {
        return new KafkaException(
                "Cannot prepare the validator's topics on " + config.bootstrapServers() + ": " + failure.getCause(),
                failure);
    }
}
