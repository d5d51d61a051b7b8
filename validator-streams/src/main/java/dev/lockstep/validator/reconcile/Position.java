/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/**
 * Where a record stands in a data topic, or in a topic of the target.
 *
 * @param timestamp the record's own timestamp, milliseconds since the epoch; shown to people, never compared
 */
public record Position(String topic, int partition, long offset, long timestamp) {

    public boolean samePartition(Position other) {
        return partition == other.partition && topic.equals(other.topic);
    }

    /** Whether a record here was seen before, given that {@code last} was the newest record seen. */
    boolean replays(Position last) {
        return samePartition(last) && offset <= last.offset;
    }
}
