/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.List;

/**
 * One transaction of a store. Writing the same changes again in a later transaction gives the same rows.
 *
 * @param <C> what the store makes of a record
 */
public interface TargetWriter<C extends BoundChange> extends AutoCloseable {
    /**
     * Writes a set of changes of one table and one {@linkplain BoundChange#shape() shape}, with distinct keys.
     *
     * <p>After {@link WriteOutcome.Refused} the transaction stands as it did before the call and can be used on.
     */
    WriteOutcome write(List<C> set);

    /** Makes everything written durable. The writer is of no more use afterwards. */
    void commit();

    /** Rolls back whatever was not committed. Never throws. */
    @Override
    void close();
}
