/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.record.InternalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Writes records that stand in every partition of an internal topic. */
final class InternalAppender {
    private final Producer<byte[], byte[]> producer;
    private final int partitions;

    InternalAppender(Producer<byte[], byte[]> producer, int partitions) {
        this.producer = producer;
        this.partitions = partitions;
    }

    /** Returns when all are acknowledged; gives, for each partition, the offset behind the record. */
    Map<TopicPartition, Long> append(String topic, InternalRecord internal) {
        byte[] bytes = internal.toBytes();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            sent.add(send(new ProducerRecord<>(topic, partition, null, bytes)));
        }
        Map<TopicPartition, Long> behind = new HashMap<>();
        for (Future<RecordMetadata> future : sent) {
            RecordMetadata at = Cluster.get("append a marker to " + topic, future);
            behind.put(new TopicPartition(topic, at.partition()), at.offset() + 1);
        }
        return behind;
    }

    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> data) {
        try {
            return producer.send(data);
        } catch (KafkaException e) {
            throw new RoundTroubleException("Cannot send to " + data.topic(), e);
        }
    }
}
