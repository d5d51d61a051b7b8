/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import dev.lockstep.validator.record.InternalRecord;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What {@link ConsumedMarks} asks of the cluster. Every answer is read after the call and not before. Calls may block for
 * seconds.
 *
 * <p>Every method throws {@link RoundTroubleException} when the cluster does not answer; it is asked again later.
 */
public interface ProgressEnvironment {

    /** How far the validator has read its inputs; a partition it has committed nothing of is not there. */
    Map<TopicPartition, Long> committed();

    /** The partitions of the data topics as they are now, each from its first offset to its end. */
    Map<TopicPartition, Range> data();

    /** The first offsets of the partitions that observers write to; none where there is no observer. */
    Map<TopicPartition, Long> observed();

    /** Those of these ranges that hold nothing to read. */
    Set<TopicPartition> withoutRecords(Map<TopicPartition, Range> ranges);

    /** Appends to every partition of {@code versions}, and returns when it is there for good. */
    void appendToVersions(InternalRecord internal);

    /** Likewise to {@code observations}. */
    void appendToObservations(InternalRecord internal);

    /** Lets the broker drop the internal records that have been processed for good. */
    void forgetProcessed();
}
