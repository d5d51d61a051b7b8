/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class InternalPartitionsTest {
    @Test
    void isTheFunctionOfKafkasOwnProducers() {
        Random random = new Random(7);
        Set<Integer> used = new HashSet<>();
        InternalPartitions partitions = new InternalPartitions(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] canonicalKey = new byte[random.nextInt(40)];
            random.nextBytes(canonicalKey);
            byte[] key = new InternalKey("public.orders", canonicalKey).toBytes();
            assertThat(partitions.of(key)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
            used.add(partitions.of(key));
        }
        assertThat(used).hasSize(7);
    }

    /** A changed function would lead the versions of a key to another task than those that were read before. */
    @Test
    void neverChanges() {
        byte[] key = new InternalKey("public.orders", new byte[] {1, 2, 3}).toBytes();
        assertThat(new InternalPartitions(1_000).of(key)).isEqualTo(59);
    }

    @Test
    void refusesToHaveNoPartition() {
        assertThatThrownBy(() -> new InternalPartitions(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
