/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A lane that is read step by step. At most one thread has it at a time. */
public interface LaneReader {
    /** For people: what is being read. */
    String description();

    /**
     * Reads a page, or looks whether it is time to. What it has handed on before it fails is not read again by the next
     * step.
     *
     * @return after what time to call again; empty when the lane is at its end
     */
    Optional<Duration> step(Session session) throws SQLException, InterruptedException;
}
