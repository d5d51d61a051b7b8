/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.mover;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** How far the mover has come, as it tells itself. Confined to one thread. */
public interface MoverPositions extends AutoCloseable {
    /** The offset behind the last record it has applied, of each partition it has applied records of. */
    Map<TopicPartition, Long> now() throws SQLException, ExecutionException, InterruptedException;

    @Override
    void close() throws SQLException;
}
