/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.report.RoundStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Asks a real cluster. Owned by the coordinator's thread; the clients belong to who made them. */
public final class KafkaRoundEnvironment implements RoundEnvironment {
    private final RoundTopics topics;
    private final Cluster cluster;
    private final InternalAppender appender;
    private final Prober prober;

    /** @param prober reads committed records only, assigns itself, and commits nothing */
    public KafkaRoundEnvironment(
            RoundTopics topics, Admin admin, Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> prober) {
        this.topics = topics;
        this.cluster = new Cluster(admin);
        this.appender = new InternalAppender(producer, topics.partitions());
        this.prober = new Prober(prober);
    }

    @Override
    public Map<TopicPartition, Long> ends(Side side) {
        List<String> names = cluster.topics().stream()
                .filter(topics.ofSide(side).asMatchPredicate())
                .toList();
        return cluster.offsets(cluster.partitions(names), OffsetSpec.latest());
    }

    @Override
    public Optional<String> ownReadingBehind(Map<TopicPartition, Long> cut) {
        return behind("the validator", topics.ownGroup(), cut);
    }

    @Override
    public Optional<String> moverBehind(Map<TopicPartition, Long> cut) {
        return topics.moverGroup().flatMap(group -> behind("the mover's group " + group, group, cut));
    }

    private Optional<String> behind(String who, String group, Map<TopicPartition, Long> cut) {
        Map<TopicPartition, Long> committed = cluster.committed(group);
        Map<TopicPartition, Range> left = new HashMap<>();
        cut.forEach((partition, end) -> {
            if (committed.getOrDefault(partition, -1L) < end) {
                left.put(partition, new Range(committed.getOrDefault(partition, -1L), end));
            }
        });
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Map<TopicPartition, Long> starts = cluster.offsets(left.keySet(), OffsetSpec.earliest());
        left.replaceAll((partition, range) -> new Range(Math.max(range.from(), starts.get(partition)), range.to()));
        left.keySet().removeAll(prober.withoutRecords(left));
        return left.keySet().stream().findAny().map(partition -> {
            Long at = committed.get(partition);
            return who + (at == null ? " has committed no offset" : " is at offset " + at) + " of " + partition
                    + ", waiting for " + cut.get(partition);
        });
    }

    @Override
    public OptionalLong newestHeartbeat(Side side) {
        String topic = topics.heartbeatOf(side).orElseThrow();
        if (!cluster.topics().contains(topic)) {
            return OptionalLong.empty();
        }
        return cluster.list(cluster.partitions(List.of(topic)), OffsetSpec.maxTimestamp()).values().stream()
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .filter(timestamp -> timestamp >= 0)
                .max();
    }

    @Override
    public Map<TopicPartition, Long> append(InternalRecord.Mark mark) {
        String topic = switch (mark.kind()) {
            case BASE, CLOSE -> topics.versions();
            case WATER -> topics.observations();
        };
        return appender.append(topic, mark);
    }

    @Override
    public void publish(RoundStatus status) {
        Cluster.get(
                "publish the state of the rounds",
                appender.send(new ProducerRecord<>(topics.sums(), topics.roundsKey(), status.toBytes())));
    }

    @Override
    public void forgetBelow(Map<TopicPartition, Long> offsets) {
        cluster.deleteBelow(offsets);
    }
}
