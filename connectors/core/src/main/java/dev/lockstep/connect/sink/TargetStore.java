/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A database (or index, or key space) that rows are written to: one per task, used by the task's thread only.
 *
 * <p>Every method says in the same way what went wrong: {@link TargetUnavailableException} when trying again later can
 * help, any other {@link org.apache.kafka.connect.errors.ConnectException} when it cannot. No message or cause holds
 * a row value.
 *
 * @param <C> what this store makes of a record
 */
public interface TargetStore<C extends BoundChange> extends AutoCloseable {
    /**
     * Decodes a record and binds it to its target.
     *
     * @throws org.apache.kafka.connect.errors.DataException when this record cannot be a row of its target; the
     *     message says why, without coordinates, which the caller adds
     */
    C bind(SinkRecord record);

    /**
     * The same tables with those that others refer to before those that refer. Tables between which there is no order,
     * cycles among them, stay as given.
     *
     * @param tables as {@link BoundChange#table} names them, in their order of arrival
     */
    default List<String> parentsFirst(List<String> tables) {
        return tables;
    }

    /** Opens a transaction. At most one is open at a time. */
    TargetWriter<C> begin();

    /**
     * Lets go of every connection and of what was learned over it; the next use begins anew. Called after the target was
     * unavailable. Changes bound before are not written any more; their records are bound again.
     */
    void reset();

    /** Never throws: there is nothing left to lose, since everything durable was committed before. */
    @Override
    void close();
}
