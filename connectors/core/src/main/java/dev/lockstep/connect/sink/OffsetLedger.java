/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Topic offsets kept in the target, moved in the same transaction as the rows, so that each record counts once.
 *
 * <p>Partitions and offsets are those of the topic itself, before any transform. Used by the task's thread only. Fails
 * in the same ways as {@link TargetStore}. Invariants:
 *
 * <ul>
 *   <li>(A) a position moves only from the value its mover knows, and only in the epoch its mover claimed: of two tasks
 *       that both believe a partition to be theirs, the one that claimed it last can write;
 *   <li>(B) {@link #claim} waits for a transaction that moves one of the positions, so what it returns is final.
 * </ul>
 */
public interface OffsetLedger {
    /**
     * Makes the caller the only one who can move these positions from now on. Makes the ledger itself where it is not
     * there yet. In a transaction of its own.
     */
    Map<TopicPartition, LedgerPosition> claim(Collection<TopicPartition> partitions);

    /** Reads positions without changing them; a partition that nobody ever claimed is missing. */
    Map<TopicPartition, LedgerPosition> read(Collection<TopicPartition> partitions);

    /**
     * A position to move.
     *
     * @param to the offset after the last record settled by the transaction
     */
    record Move(TopicPartition partition, LedgerPosition from, long to) {}

    /**
     * Moves positions within the transaction that the store has open. The caller rolls it back if this fails.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when another task claimed or moved one of them
     */
    void move(Collection<Move> moves);
}
