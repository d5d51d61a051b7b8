/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import org.apache.kafka.connect.sink.SinkRecord;

/** A record that will not be in the target, and why; the reason holds no row value. */
record Refusal(SinkRecord record, String reason) {
    /** The reason with the coordinates the record had before any transform renamed its topic. */
    String message() {
        return reason + "; record " + record.originalTopic() + "-" + record.originalKafkaPartition() + "@"
                + record.originalKafkaOffset();
    }
}
