/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.report.RoundStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks a real cluster. Owned by the coordinator's thread; the clients belong to who made them. */
public final class KafkaRoundEnvironment implements RoundEnvironment {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);

    private final RoundTopics topics;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> prober;

    /** @param prober reads committed records only, assigns itself, and commits nothing */
    public KafkaRoundEnvironment(
            RoundTopics topics, Admin admin, Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> prober) {
        this.topics = topics;
        this.admin = admin;
        this.producer = producer;
        this.prober = prober;
    }

    @Override
    public Map<TopicPartition, Long> ends(Side side) {
        List<String> names = get("list topics", admin.listTopics().names()).stream()
                .filter(topic -> topics.ofSide(side).matcher(topic).matches())
                .collect(Collectors.toList());
        return offsets(partitions(names), OffsetSpec.latest());
    }

    private List<TopicPartition> partitions(Collection<String> names) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic : get(
                        "describe topics", admin.describeTopics(names).allTopicNames())
                .values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        list(partitions, spec).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return Map.copyOf(offsets);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return get(
                "list offsets",
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, any -> spec)))
                        .all());
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
        Map<TopicPartition, OffsetAndMetadata> committed = get(
                "read the committed offsets of group " + group,
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        for (Map.Entry<TopicPartition, Long> end : cut.entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            if (at != null && at.offset() >= end.getValue()) {
                continue;
            }
            long from = at == null
                    ? offsets(List.of(end.getKey()), OffsetSpec.earliest()).get(end.getKey())
                    : at.offset();
            if (holdsRecords(end.getKey(), from, end.getValue())) {
                String where = at == null ? "has committed no offset" : "is at offset " + at.offset();
                return Optional.of(who + " " + where + " of " + end.getKey() + ", waiting for " + end.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether there is anything to read in this range. The last offsets of a transactional topic are markers that no
     * consumer returns, so a group may never commit beyond them; the range may also be empty, or compacted away.
     */
    private boolean holdsRecords(TopicPartition partition, long from, long to) {
        if (from >= to) {
            return false;
        }
        try {
            prober.assign(List.of(partition));
            prober.seek(partition, from);
            boolean found = !prober.poll(PROBE_TIMEOUT).records(partition).isEmpty();
            return found || prober.position(partition, TIMEOUT) < to;
        } catch (KafkaException e) {
            throw new RoundTroubleException("Cannot read " + partition + " at offset " + from, e);
        }
    }

    @Override
    public OptionalLong newestHeartbeat(Side side) {
        String topic = topics.heartbeatOf(side).orElseThrow();
        if (!get("list topics", admin.listTopics().names()).contains(topic)) {
            return OptionalLong.empty();
        }
        return list(partitions(List.of(topic)), OffsetSpec.maxTimestamp()).values().stream()
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
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int partition = 0; partition < topics.partitions(); partition++) {
            sent.add(send(new ProducerRecord<>(topic, partition, null, mark.toBytes())));
        }
        Map<TopicPartition, Long> behind = new HashMap<>();
        for (Future<RecordMetadata> future : sent) {
            RecordMetadata at = get("append a marker to " + topic, future);
            behind.put(new TopicPartition(topic, at.partition()), at.offset() + 1);
        }
        return behind;
    }

    private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> data) {
        try {
            return producer.send(data);
        } catch (KafkaException e) {
            throw new RoundTroubleException("Cannot send to " + data.topic(), e);
        }
    }

    @Override
    public void publish(RoundStatus status) {
        get(
                "publish the state of the rounds",
                send(new ProducerRecord<>(topics.sums(), topics.roundsKey(), status.toBytes())));
    }

    @Override
    public void forgetBelow(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, RecordsToDelete> below = new HashMap<>();
        offsets.forEach((partition, offset) -> below.put(partition, RecordsToDelete.beforeOffset(offset)));
        get("drop processed internal records", admin.deleteRecords(below).all());
    }

    private static <T> T get(String what, Future<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoundTroubleException("Interrupted, could not " + what, e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RoundTroubleException("Could not " + what + ": " + cause, e);
        }
    }
}
