/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.source.lane.LaneOffset;
import dev.lockstep.connect.jdbc.source.lane.SourcePartition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records of one lane, in order.
 *
 * @param partition what their offset is stored under; one map for all
 * @param after how far the lane is once they are sent
 * @param whole whether a restart from {@code after} sends none of them again: otherwise the lane has no position here,
 *     and is read again from an earlier one
 */
public record Chunk(
        TableWork table,
        SourcePartition lane,
        Map<String, String> partition,
        List<SourceRecord> records,
        long bytes,
        LaneOffset after,
        boolean whole) {}
