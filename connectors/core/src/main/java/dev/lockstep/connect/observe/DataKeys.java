/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of data topics, in batches of one partition each. Values are not even decoded. It has no consumer group: where it
 * goes on is for the caller to keep. Owned by one thread.
 *
 * <p><b>W (wait)</b> a partition whose batch is not {@linkplain #settled settled} gives no other, so that a batch can wait for the mover without
 * growing.
 */
public final class DataKeys implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataKeys.class);
    private static final int MOST_KEYS = 500;

    private final Consumer<byte[], Void> consumer;
    private boolean positioned;

    /** A record's key. */
    @SuppressWarnings("ArrayRecordComponent") // held only until it is decoded
    public record RawKey(long offset, byte[] key) {}

    /**
     * Keys of records that follow one another.
     *
     * @param withoutKey how many records had none
     * @param next the offset behind the last record
     */
    public record Batch(TopicPartition partition, List<RawKey> keys, int withoutKey, long next) {
        public Batch {
            keys = List.copyOf(keys);
        }
    }

    public DataKeys(Consumer<byte[], Void> consumer) {
        this.consumer = consumer;
    }

    /** @param client settings of Kafka's clients; those that are not of this one are left out */
    public static DataKeys connect(Map<String, Object> client) {
        Map<String, Object> own = Consumers.settings(client);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_KEYS);
        Deserializer<Void> nothing = (topic, data) -> null;
        return new DataKeys(new KafkaConsumer<>(own, new ByteArrayDeserializer(), nothing));
    }

    /**
     * Takes partitions on.
     *
     * @param stored where to go on
     * @param all those that are not in {@code stored} too
     * @param fromBeginning where those begin: with the first record there is, or with what comes from now on
     * @return where each begins
     */
    public Map<TopicPartition, Long> position(
            Map<TopicPartition, Long> stored, Collection<TopicPartition> all, boolean fromBeginning) {
        consumer.assign(all);
        List<TopicPartition> rest =
                all.stream().filter(partition -> !stored.containsKey(partition)).toList();
        if (fromBeginning) {
            consumer.seekToBeginning(rest);
        } else {
            consumer.seekToEnd(rest);
        }
        stored.forEach(consumer::seek);
        Map<TopicPartition, Long> begins = new HashMap<>();
        // Now, not at the first poll: what comes in between is of now on.
        all.forEach(partition -> begins.put(partition, consumer.position(partition)));
        positioned = true;
        return begins;
    }

    public boolean isPositioned() {
        return positioned;
    }

    /** Waits for batches. */
    public List<Batch> poll(Duration limit) throws InterruptedException {
        try {
            ConsumerRecords<byte[], Void> records = consumer.poll(limit);
            List<Batch> batches = new ArrayList<>();
            for (TopicPartition partition : records.partitions()) {
                batches.add(batch(partition, records.records(partition)));
            }
            consumer.pause(records.partitions());
            return batches;
        } catch (InterruptException e) {
            // Kafka's is unchecked, and has set the flag again.
            var unused = Thread.interrupted();
            throw new InterruptedException();
        } catch (OffsetOutOfRangeException e) {
            Set<TopicPartition> lost = e.offsetOutOfRangePartitions().keySet();
            log.warn(
                    "Records of {} were removed before their keys were looked up; following goes on with the first that"
                            + " are left, and the next scan sees what was missed",
                    lost);
            consumer.seekToBeginning(lost);
            return List.of();
        } catch (KafkaException e) {
            throw new ConnectException(
                    "Following the data topics failed: " + e.getMessage()
                            + ". Check bootstrap.servers and what the settings with the prefix consumer. say",
                    e);
        }
    }

    private static Batch batch(TopicPartition partition, List<ConsumerRecord<byte[], Void>> records) {
        List<RawKey> keys = new ArrayList<>();
        int withoutKey = 0;
        for (ConsumerRecord<byte[], Void> record : records) {
            if (record.key() == null) {
                withoutKey++;
            } else {
                keys.add(new RawKey(record.offset(), record.key()));
            }
        }
        return new Batch(
                partition, keys, withoutKey, records.get(records.size() - 1).offset() + 1);
    }

    /** The batch of this partition is dealt with. */
    public void settled(TopicPartition partition) {
        consumer.resume(List.of(partition));
    }

    @Override
    public void close() {
        Consumers.closeInTime(consumer);
    }
}
