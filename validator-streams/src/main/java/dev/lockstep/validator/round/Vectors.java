/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Offsets as internal records carry them: a list for each topic, indexed by partition. */
final class Vectors {
    private Vectors() {}

    /** A partition that is not there, below one that is, has offset 0. */
    static Map<String, List<Long>> of(Map<TopicPartition, Long> offsets) {
        Map<String, List<Long>> vectors = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            List<Long> vector = vectors.computeIfAbsent(partition.topic(), any -> new ArrayList<>());
            int missing = partition.partition() + 1 - vector.size();
            vector.addAll(Collections.nCopies(Math.max(0, missing), 0L));
            vector.set(partition.partition(), offset);
        });
        return vectors;
    }
}
