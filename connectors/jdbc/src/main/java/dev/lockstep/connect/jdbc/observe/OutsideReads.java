/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.MoverPositions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Positions of any mover, asked before the database is read and after. */
record OutsideReads(Optional<String> begin, MoverPositions positions) implements BoundedReads {
    @Override
    public <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException {
        List<Long> lo = positions.before(topic);
        T value = session.together(begin, () -> read.read(lo));
        List<Long> hi = positions.after(topic);
        for (int partition = 0; partition < lo.size(); partition++) {
            if (lo.get(partition) > hi.get(partition)) {
                throw new ConnectException("The mover has committed offset " + lo.get(partition) + " of " + topic + "-"
                        + partition + ", which ends at " + hi.get(partition)
                        + ". Was the topic made anew? Then reset the mover's group, or give it a new one");
            }
        }
        return Optional.of(new Reading<>(new Bounds(lo, hi), value));
    }
}
