/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.record.InternalRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Asks a real cluster. Owned by one thread; the clients belong to who made them. */
public final class KafkaProgressEnvironment implements ProgressEnvironment {
    /** How soon a new topic is found. */
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final ProgressTopics topics;
    private final Cluster cluster;
    private final InternalAppender appender;
    private final Prober prober;
    private final Clock clock;
    private List<TopicPartition> known = List.of();
    private long knownAt = Long.MIN_VALUE;

    /** @param prober reads committed records only, assigns itself, and commits nothing */
    public KafkaProgressEnvironment(
            ProgressTopics topics,
            Admin admin,
            Producer<byte[], byte[]> producer,
            Consumer<byte[], byte[]> prober,
            Clock clock) {
        this.topics = topics;
        this.cluster = new Cluster(admin);
        this.appender = new InternalAppender(producer, topics.partitions());
        this.prober = new Prober(prober);
        this.clock = clock;
    }

    @Override
    public Map<TopicPartition, Long> committed() {
        return cluster.committed(topics.ownGroup());
    }

    @Override
    public Map<TopicPartition, Range> data() {
        List<TopicPartition> data = partitions().stream().filter(this::isData).toList();
        Map<TopicPartition, Long> starts = cluster.offsets(data, OffsetSpec.earliest());
        Map<TopicPartition, Range> ranges = new HashMap<>();
        cluster.offsets(data, OffsetSpec.latest())
                .forEach((partition, end) -> ranges.put(partition, new Range(starts.get(partition), end)));
        return ranges;
    }

    @Override
    public Map<TopicPartition, Long> observed() {
        return cluster.offsets(
                partitions().stream().filter(partition -> !isData(partition)).toList(), OffsetSpec.earliest());
    }

    private boolean isData(TopicPartition partition) {
        return topics.data().matcher(partition.topic()).matches();
    }

    private List<TopicPartition> partitions() {
        if (clock.millis() - REFRESH.toMillis() >= knownAt) {
            known = cluster.partitions(cluster.topics().stream()
                    .filter(topic -> topics.data().matcher(topic).matches()
                            || topics.observed().filter(topic::equals).isPresent())
                    .toList());
            knownAt = clock.millis();
        }
        return known;
    }

    @Override
    public Set<TopicPartition> withoutRecords(Map<TopicPartition, Range> ranges) {
        return prober.withoutRecords(ranges);
    }

    @Override
    public void appendToVersions(InternalRecord internal) {
        appender.append(topics.versions(), internal);
    }

    @Override
    public void appendToObservations(InternalRecord internal) {
        appender.append(topics.observations(), internal);
    }

    @Override
    public void forgetProcessed() {
        Map<TopicPartition, Long> processed = new HashMap<>(committed());
        processed
                .keySet()
                .removeIf(partition ->
                        !Set.of(topics.versions(), topics.observations()).contains(partition.topic()));
        if (!processed.isEmpty()) {
            cluster.deleteBelow(processed);
        }
    }
}
