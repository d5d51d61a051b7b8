/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What one record does to one row of its target, in the target's own terms.
 *
 * <p>Implemented by each store, immutable, never null in any part.
 */
public interface BoundChange {
    /** The record as the worker delivered it, so that a dead letter holds its original bytes. */
    SinkRecord record();

    /** The target table (collection, index, …), as people write it. */
    String table();

    /**
     * The row's key. If {@link #reducible()}, two changes of a table meet the same row if
     * and only if their keys are equal. Without meaning where every record is a row of its own
     * ({@link WriteMode#INSERT}).
     */
    RowKey key();

    /**
     * Whether equal key texts and equal keys are the same thing in the target. Where they are not (a case-insensitive
     * key, say), changes are written one by one in their order of arrival.
     */
    boolean reducible();

    /** Whether the row is to go; otherwise it is to hold new values. */
    boolean delete();

    /** Changes of one table with equal shapes can be written by one statement. */
    Object shape();

    /**
     * What this change and an earlier one of the same row come to. A change that leaves part of a row alone keeps what the
     * earlier one wrote there; one that follows a delete finds defaults there.
     *
     * @return a change of this one's kind, this very one if the earlier leaves no trace; empty when no single change can
     *     stand for both, which is always safe to say: both are then written in their order
     */
    default Optional<? extends BoundChange> over(BoundChange earlier) {
        boolean covers = delete() || (!earlier.delete() && shape().equals(earlier.shape()));
        return covers ? Optional.of(this) : Optional.empty();
    }
}
