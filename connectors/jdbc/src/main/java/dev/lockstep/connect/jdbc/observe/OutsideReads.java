/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.MoverPositions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Positions of any mover, asked before the database is read and after. */
record OutsideReads(Snapshots snapshots, MoverPositions positions) implements BoundedReads {
    @Override
    public <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException {
        List<Long> lo = positions.before(topic);
        Reading<T> reading = snapshots.take(session, seen -> new Reading<>(Bounds.exactly(lo), seen, read.read(lo)));
        Bounds bounds = BoundedReads.between(
                topic, lo, positions.after(topic), "Then reset the mover's group, or give it a new one");
        return Optional.of(new Reading<>(bounds, reading.snapshot(), reading.value()));
    }
}
