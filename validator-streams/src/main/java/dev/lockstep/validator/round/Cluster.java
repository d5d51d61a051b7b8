/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.apache.kafka.common.TopicPartition;

/** Questions to a real cluster. Every method throws {@link RoundTroubleException} when it does not answer in time. */
final class Cluster {
    private static final long TIMEOUT_SECONDS = 20;

    private final Admin admin;

    Cluster(Admin admin) {
        this.admin = admin;
    }

    Set<String> topics() {
        return get("list topics", admin.listTopics().names());
    }

    List<TopicPartition> partitions(Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic : get(
                        "describe topics", admin.describeTopics(topics).allTopicNames())
                .values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        list(partitions, spec).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return Map.copyOf(offsets);
    }

    Map<TopicPartition, ListOffsetsResultInfo> list(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return get(
                "list offsets",
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, any -> spec)))
                        .all());
    }

    /** Only partitions for which the group has committed an offset. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(
                        "read the committed offsets of group " + group,
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, at) -> {
                    if (at != null) {
                        committed.put(partition, at.offset());
                    }
                });
        return Map.copyOf(committed);
    }

    void deleteBelow(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, RecordsToDelete> below = new HashMap<>();
        offsets.forEach((partition, offset) -> below.put(partition, RecordsToDelete.beforeOffset(offset)));
        get("drop processed internal records", admin.deleteRecords(below).all());
    }

    static <T> T get(String what, Future<T> answer) {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoundTroubleException("Interrupted, could not " + what, e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RoundTroubleException("Could not " + what + ": " + cause, e);
        }
    }
}
