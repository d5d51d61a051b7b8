/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import dev.lockstep.validator.round.RoundTroubleException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/** The topic in which markers come back. Owned by one thread; the consumer belongs to who made it. */
final class MarkerTopic {
    private static final Duration POLL = Duration.ofMillis(50);

    /** Whatever has not been read by then is read at the next call. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final String topic;
    private final String validator;
    private final Consumer<byte[], byte[]> consumer;
    private final Converter values;
    private Map<TopicPartition, Long> next = Map.of();

    /** @param consumer assigns itself, commits nothing, and makes no topic */
    MarkerTopic(String topic, String validator, Consumer<byte[], byte[]> consumer, Converter values) {
        this.topic = topic;
        this.validator = validator;
        this.consumer = consumer;
        this.values = values;
    }

    /** From here on markers are looked for; to be called before one is written. */
    void begin() {
        next = asked(() -> new HashMap<>(ends()));
    }

    /** Where the change of this round's marker stands in the target's log; empty until it has come. */
    Optional<LogPosition> find(long round) {
        return asked(() -> {
            Map<TopicPartition, Long> ends = ends();
            ends.keySet().forEach(partition -> consumer.seek(partition, next.getOrDefault(partition, 0L)));
            long bound = System.nanoTime() + BOUND.toNanos();
            while (!passed(ends) && System.nanoTime() < bound) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<LogPosition> found = read(record, round);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        });
    }

    private boolean passed(Map<TopicPartition, Long> ends) {
        ends.keySet().forEach(partition -> next.put(partition, consumer.position(partition)));
        return ends.entrySet().stream().allMatch(end -> next.get(end.getKey()) >= end.getValue());
    }

    /** Of the partitions there are, all of which are assigned then; none while nobody has made the topic. */
    private Map<TopicPartition, Long> ends() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        return consumer.endOffsets(partitions);
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
    }

    private Optional<LogPosition> read(ConsumerRecord<byte[], byte[]> record, long round) {
        Object value;
        try {
            value = values.toConnectData(topic, record.headers(), record.value())
                    .value();
        } catch (DataException e) {
            throw new RoundTroubleException(
                    "The record at offset " + record.offset() + " of " + topic
                            + " cannot be read by target.value.converter, which has to be the capture's own",
                    e);
        }
        Map<String, Object> envelope = fields(value);
        Map<String, Object> after = fields(envelope.get("after"));
        boolean ours = validator.equals(after.get(MarkerRow.VALIDATOR))
                && after.get(MarkerRow.ROUND) instanceof Number number
                && number.longValue() == round;
        return ours ? Optional.of(LogPosition.ofChange(fields(envelope.get("source")))) : Optional.empty();
    }

    /** The fields of a struct, or of a map where there are no schemas; none of anything else. */
    private static Map<String, Object> fields(Object container) {
        Map<String, Object> fields = new HashMap<>();
        if (container instanceof Struct struct) {
            struct.schema().fields().forEach(field -> fields.put(field.name(), struct.get(field)));
        } else if (container instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        return fields;
    }

    private interface Question<T> {
        T ask();
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (RoundTroubleException e) {
            throw e;
        } catch (KafkaException e) {
            throw new RoundTroubleException("Cannot read the topic of markers " + topic + ": " + e, e);
        }
    }
}
