/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.connect.jdbc.source.read.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Reads the database with the positions of the mover that the reading lies between. Thread-safe. */
interface BoundedReads extends AutoCloseable {
    /** Statements that see one state of the database. */
    @FunctionalInterface
    interface Read<T> {
        /** @param lo what had reached the database for certain, by partition of the data topic */
        T read(List<Long> lo) throws SQLException, InterruptedException;
    }

    /** What was read from one snapshot, all of it between the same positions. */
    record Reading<T>(Bounds bounds, Snapshot snapshot, T value) {}

    /** Empty when the mover has not begun with the topic, so that nothing can be said yet. */
    <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException;

    /**
     * The bounds of a reading, asked before it and after.
     *
     * @param advice what to do when they cannot be of one topic
     * @throws ConnectException when a lower bound is above its upper one
     */
    static Bounds between(String topic, List<Long> lo, List<Long> hi, String advice) {
        for (int partition = 0; partition < lo.size(); partition++) {
            if (lo.get(partition) > hi.get(partition)) {
                throw new ConnectException("Data topic " + topic + "-" + partition + " had reached offset "
                        + lo.get(partition) + " before the database was read, and ends at " + hi.get(partition)
                        + ". Was the topic made anew? " + advice);
            }
        }
        return new Bounds(lo, hi);
    }

    @Override
    default void close() {
        // Most have nothing open.
    }
}
