/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.source.read.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the database with the positions of the mover that the reading lies between. Thread-safe. */
interface BoundedReads {
    /** Statements that see one state of the database. */
    @FunctionalInterface
    interface Read<T> {
        /** @param lo what had reached the database for certain, by partition of the data topic */
        T read(List<Long> lo) throws SQLException, InterruptedException;
    }

    /** What was read, all of it between the same positions. */
    record Reading<T>(Bounds bounds, T value) {}

    /** Empty when the mover has not begun with the topic, so that nothing can be said yet. */
    <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException;
}
