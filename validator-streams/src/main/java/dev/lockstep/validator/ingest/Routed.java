/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The value of an internal record, and where it goes.
 *
 * @param partition empty when it goes to every partition
 */
@SuppressWarnings("ArrayRecordComponent")
public record Routed(byte[] value, OptionalInt partition) {

    static Routed to(int partition, byte[] value) {
        return new Routed(value, OptionalInt.of(partition));
    }

    static Routed toAll(byte[] value) {
        return new Routed(value, OptionalInt.empty());
    }

    /** Only the value is written. */
    public static Serializer<Routed> serializer() {
        return (topic, routed) -> routed.value();
    }

    public static StreamPartitioner<byte[], Routed> partitioner() {
        return (topic, key, routed, partitions) -> Optional.of(routed.partitions(partitions));
    }

    private Set<Integer> partitions(int count) {
        return partition.isPresent()
                ? Set.of(partition.getAsInt())
                : IntStream.range(0, count).boxed().collect(Collectors.toUnmodifiableSet());
    }
}
