/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * The offset that a worker has stored of a source connector, from the topic in which workers keep them. Thread-safe.
 *
 * <p><b>A (acknowledged)</b> a worker stores the offset of a record when the brokers have acknowledged that record and all that
 * its task sent before it, to whatever topic and partition. That a record can be read proves less: those sent before it to
 * another partition may still be on their way.
 */
public final class SourceOffsets implements CaptureOffset {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final String connector;
    private final JsonConverter json = new JsonConverter();
    private final Map<Object, Map<String, ?>> stored = new HashMap<>();
    private List<TopicPartition> partitions = List.of();

    public SourceOffsets(Consumer<byte[], byte[]> consumer, String topic, String connector) {
        this.consumer = consumer;
        this.topic = topic;
        this.connector = connector;
        json.configure(Map.of("schemas.enable", "false"), false);
    }

    /** @param client settings of Kafka's clients; those that are not of this one are left out */
    public static SourceOffsets connect(Map<String, Object> client, String topic, String connector) {
        return new SourceOffsets(
                new KafkaConsumer<>(
                        Consumers.settings(client), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topic,
                connector);
    }

    /**
     * What is stored now.
     *
     * @throws ConnectException when the connector has several, as it has more than one task or other names than it once had
     */
    @Override
    public synchronized Optional<Map<String, ?>> now() throws InterruptedException {
        try {
            readToEnd();
        } catch (InterruptException e) {
            // Kafka's is unchecked, and has set the flag again.
            var unused = Thread.interrupted();
            throw new InterruptedException();
        } catch (ConnectException e) {
            // One of Kafka's too, and already in words.
            throw e;
        } catch (KafkaException e) {
            throw new ConnectException(
                    "Reading topic " + topic + " failed: " + e.getMessage()
                            + ". Check audit.offsets.topic, bootstrap.servers and what the settings with the prefix"
                            + " consumer. say",
                    e);
        }
        if (stored.size() > 1) {
            throw new ConnectException("Connector " + connector + " has " + stored.size() + " offsets in topic " + topic
                    + ", expected one. Delete those that are of no more use with PATCH /connectors/" + connector
                    + "/offsets; a capture of several tasks cannot be audited");
        }
        return stored.values().stream().findFirst();
    }

    private void readToEnd() {
        if (partitions.isEmpty()) {
            partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new ConnectException("There is no topic " + topic + ", in which workers keep the offsets of their"
                        + " source connectors. Set audit.offsets.topic to offset.storage.topic of the worker that runs "
                        + connector);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /** The key is the list of the connector's name and its partition. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null
                || !(parsed(record, record.key()) instanceof List<?> key)
                || key.size() != 2
                || !connector.equals(key.get(0))) {
            return;
        }
        Object offset = record.value() == null ? null : parsed(record, record.value());
        if (offset == null) {
            stored.remove(key.get(1));
        } else if (offset instanceof Map<?, ?> map) {
            Map<String, Object> fields = new HashMap<>();
            map.forEach((field, value) -> fields.put(String.valueOf(field), value));
            stored.put(key.get(1), fields);
        } else {
            throw unknown(record);
        }
    }

    private Object parsed(ConsumerRecord<byte[], byte[]> record, byte[] text) {
        try {
            return json.toConnectData(topic, text).value();
        } catch (DataException e) {
            // The converter's message may quote what it cannot read.
            throw unknown(record);
        }
    }

    private static ConnectException unknown(ConsumerRecord<byte[], byte[]> record) {
        return new ConnectException("The record of " + record.topic() + "-" + record.partition() + " at offset "
                + record.offset() + " is no offset of a source connector. Set audit.offsets.topic to"
                + " offset.storage.topic of the worker that runs the capture");
    }

    @Override
    public void close() {
        Consumers.closeInTime(consumer);
        json.close();
    }
}
