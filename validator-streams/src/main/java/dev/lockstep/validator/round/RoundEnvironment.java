/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.report.RoundStatus;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What a round asks of the cluster. Every answer is read after the call and not before (invariant of the proof: offsets
 * are read after the markers before them were acknowledged). Calls may block for seconds.
 *
 * <p>Every method throws {@link RoundTroubleException} when the cluster does not answer; the round is then void.
 */
public interface RoundEnvironment {

    /** The end offsets of one side's topics, of those that exist now. */
    Map<TopicPartition, Long> ends(Side side);

    /** What our own reading has not passed yet, in words; empty when it has read everything below these offsets. */
    Optional<String> ownReadingBehind(Map<TopicPartition, Long> cut);

    /** What the mover has not passed yet, in words; empty when it has, or when no mover's group is configured. */
    Optional<String> moverBehind(Map<TopicPartition, Long> cut);

    /** Timestamp of the newest heartbeat of a side that has a heartbeat topic; empty when there is none yet. */
    OptionalLong newestHeartbeat(Side side);

    /** Appends a marker to every partition of its topic and gives, for each, the offset behind it. */
    Map<TopicPartition, Long> append(InternalRecord.Mark mark);

    /** Publishes how the rounds are getting on. */
    void publish(RoundStatus status);

    /** Lets the broker drop internal records below these offsets: they have been processed for good. */
    void forgetBelow(Map<TopicPartition, Long> offsets);
}
