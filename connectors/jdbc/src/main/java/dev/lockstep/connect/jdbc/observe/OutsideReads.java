/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.source.read.Session;
import dev.lockstep.connect.observe.MoverPositions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Positions of any mover, asked before the database is read and after. */
record OutsideReads(Optional<String> begin, MoverPositions positions) implements BoundedReads {
    @Override
    public <T> Optional<Reading<T>> read(Session session, String topic, Read<T> read)
            throws SQLException, InterruptedException {
        List<Long> lo = positions.before(topic);
        T value = session.together(begin, () -> read.read(lo));
        List<Long> hi = positions.after(topic);
        return Optional.of(new Reading<>(
                BoundedReads.between(topic, lo, hi, "Then reset the mover's group, or give it a new one"), value));
    }
}
