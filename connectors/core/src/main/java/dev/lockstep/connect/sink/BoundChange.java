/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.List;
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
     * The row's key in the target's text form. If {@link #reducible()}, two changes of a table meet the same row if
     * and only if their keys are equal. Without meaning where every record is a row of its own
     * ({@link WriteMode#INSERT}).
     */
    List<String> key();

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
     * Whether an earlier change of the same row leaves no trace once this one is written. A change that leaves columns
     * alone covers none that writes them, and covers no delete, after which they hold their defaults. To answer no is
     * always safe; the earlier change is then written first.
     */
    default boolean covers(BoundChange earlier) {
        return delete() || (!earlier.delete() && shape().equals(earlier.shape()));
    }
}
