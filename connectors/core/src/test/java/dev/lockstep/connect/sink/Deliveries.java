/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Partition 0 of a topic, as the worker delivers it: rising offsets, and the offsets it would commit. */
final class Deliveries {
    static final String TOPIC = "topic";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private long next;

    List<SinkRecord> of(String... values) {
        List<SinkRecord> records = new ArrayList<>();
        for (String value : values) {
            records.add(new SinkRecord(TOPIC, 0, null, null, null, value, next++));
        }
        return records;
    }

    Deliveries from(long offset) {
        next = offset;
        return this;
    }

    /** What the worker offers for commit after it delivered everything so far. */
    Map<TopicPartition, OffsetAndMetadata> delivered() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        offsets.put(PARTITION, new OffsetAndMetadata(next));
        return offsets;
    }
}
