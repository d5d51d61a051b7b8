/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes a record whatever its timestamp. Timestamps are shown to people and decide nothing, so a record without one is
 * no reason to stop, let alone to be skipped.
 */
public final class AnyTimestamp implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> data, long partitionTime) {
        return Math.max(0, data.timestamp());
    }
}
