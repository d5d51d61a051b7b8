/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records of an observations topic. Immutable and thread-safe.
 *
 * <p><b>P (partition)</b> all that one lane says, or the following of one data topic, stands in one partition, so it is read in the
 * order in which it was said.
 *
 * @param partitions how many the observations topic has
 */
public record ObservationRecords(String topic, int partitions) {
    /** The name of what is followed, where a lane has its number. */
    public static final String FOLLOW = "follow";

    public SourceRecord record(ObserverPartition partition, Map<String, Object> offset, ObservationRecord observation) {
        String stream = partition.topic() + "/"
                + (partition.kind() == ObserverPartition.Kind.LANE ? String.valueOf(partition.number()) : FOLLOW);
        return new SourceRecord(
                partition.toMap(),
                offset,
                topic,
                partitionOf(stream),
                Schema.STRING_SCHEMA,
                stream,
                Schema.BYTES_SCHEMA,
                ObservationCodec.write(observation));
    }

    private int partitionOf(String stream) {
        return Utils.toPositive(Utils.murmur2(stream.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
