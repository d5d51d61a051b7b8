/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells whether there is anything to read in a range of offsets. The last offsets of a transactional topic are markers that
 * no consumer returns, so a group may never commit beyond them; a range may also be compacted away. Owned by one thread.
 */
final class Prober {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(20);

    /** A partition that has not answered by then is taken to hold records, which is the careful way. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer reads committed records only, assigns itself, and commits nothing */
    Prober(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Those of the ranges in which there is nothing to read. */
    Set<TopicPartition> withoutRecords(Map<TopicPartition, Range> ranges) {
        Set<TopicPartition> without = new HashSet<>();
        Set<TopicPartition> open = new HashSet<>();
        ranges.forEach((partition, range) -> (range.empty() ? without : open).add(partition));
        if (open.isEmpty()) {
            return without;
        }
        try {
            consumer.assign(open);
            open.forEach(
                    partition -> consumer.seek(partition, ranges.get(partition).from()));
            long end = System.nanoTime() + BOUND.toNanos();
            while (!open.isEmpty() && System.nanoTime() < end) {
                without.addAll(answered(open, ranges, consumer.poll(POLL)));
            }
        } catch (KafkaException e) {
            throw new RoundTroubleException("Cannot read " + open + " to see whether records are left in them", e);
        }
        return without;
    }

    /** Takes the partitions that have answered away from those that are open, and gives those without records. */
    private Set<TopicPartition> answered(
            Set<TopicPartition> open, Map<TopicPartition, Range> ranges, ConsumerRecords<byte[], byte[]> read) {
        Set<TopicPartition> without = new HashSet<>();
        for (TopicPartition partition : Set.copyOf(open)) {
            boolean found = !read.records(partition).isEmpty();
            boolean passed = consumer.position(partition, POSITION_TIMEOUT)
                    >= ranges.get(partition).to();
            if (found || passed) {
                open.remove(partition);
                consumer.pause(Set.of(partition));
                if (!found) {
                    without.add(partition);
                }
            }
        }
        return without;
    }
}
