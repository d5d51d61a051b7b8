/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/** What is asked of a Kafka cluster. Thread-safe. */
public final class KafkaTopics implements DataTopics {
    private final Admin admin;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

    public KafkaTopics(Admin admin) {
        this.admin = admin;
    }

    /** @param client settings of Kafka's clients; those that are not of this one are left out */
    public static KafkaTopics connect(Map<String, Object> client) {
        Map<String, Object> own = new HashMap<>(client);
        own.keySet().retainAll(AdminClientConfig.configNames());
        return new KafkaTopics(Admin.create(own));
    }

    /** The names of all topics that are not Kafka's own. */
    public Set<String> names() throws InterruptedException {
        return new TreeSet<>(get("Listing the topics", admin.listTopics().names()));
    }

    /** How many partitions a topic had when it was first asked for; empty when there is no such topic. */
    public Optional<Integer> find(String topic) throws InterruptedException {
        Integer known = partitions.get(topic);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            int found = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
            partitions.put(topic, found);
            return Optional.of(found);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failure("Looking for topic " + topic, e);
        }
    }

    @Override
    public int partitions(String topic) throws InterruptedException {
        return find(topic)
                .orElseThrow(() -> new ConnectException("Data topic " + topic
                        + " does not exist. Check the spelling in topics, or start what fills the topic first"));
    }

    /** It is made as the broker makes topics. */
    @Override
    public int findOrMake(String topic) throws InterruptedException {
        Optional<Integer> found = find(topic);
        if (found.isPresent()) {
            return found.get();
        }
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure("Making topic " + topic, e);
            }
        }
        // A broker may not know at once what another has made.
        for (int glance = 0; glance < 100; glance++) {
            Optional<Integer> made = find(topic);
            if (made.isPresent()) {
                return made.get();
            }
            Thread.sleep(Duration.ofMillis(100).toMillis());
        }
        throw new ConnectException("Topic " + topic + " was made and cannot be seen. Restart the connector");
    }

    @Override
    public List<Long> ends(String topic) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        all(topic).forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found = get(
                "Asking for the ends of topic " + topic,
                admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all());
        return all(topic).stream()
                .map(partition -> found.get(partition).offset())
                .toList();
    }

    /** What a group has committed of each partition; 0 where it has committed nothing. */
    public List<Long> committed(String group, String topic) throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> wanted =
                Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(all(topic)));
        Map<TopicPartition, OffsetAndMetadata> found = get(
                "Asking for the offsets of group " + group,
                admin.listConsumerGroupOffsets(wanted).partitionsToOffsetAndMetadata(group));
        return all(topic).stream()
                .map(found::get)
                .map(offset -> offset == null ? 0L : offset.offset())
                .toList();
    }

    private List<TopicPartition> all(String topic) throws InterruptedException {
        List<TopicPartition> all = new ArrayList<>();
        int count = partitions(topic);
        for (int partition = 0; partition < count; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return all;
    }

    private static <T> T get(String action, KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(action, e);
        }
    }

    private static ConnectException failure(String action, ExecutionException failure) {
        return new ConnectException(
                action + " failed: " + failure.getCause().getMessage()
                        + ". Check bootstrap.servers and what the settings with the prefix consumer. say",
                failure.getCause());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
