/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.record;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition of the internal topics a key belongs to. Whatever is said of a key has to meet in one task, so versions,
 * observations and pages of observed rows all ask here. It is the function of Kafka's own producers, so topics that were
 * written before it was named stay right.
 *
 * @param count partitions of the internal topics
 */
public record InternalPartitions(int count) {
    public InternalPartitions {
        if (count < 1) {
            throw new IllegalArgumentException("Expected at least one internal partition, found " + count);
        }
    }

    /** @param internalKey the bytes of an {@link InternalKey} */
    public int of(byte[] internalKey) {
        return Utils.toPositive(Utils.murmur2(internalKey)) % count;
    }
}
