/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.connect.jdbc.observe.BoundedReads.Read;
import dev.lockstep.connect.jdbc.observe.BoundedReads.Reading;
import dev.lockstep.connect.jdbc.source.read.Session;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Predicate;

/** The log of a database, from which its capture reads, and what of it a reading has seen. Thread-safe. */
interface AuditedLog {
    /**
     * A reading, and how much of the log it has seen.
     *
     * @param reading both of its bounds are the lower one
     * @param passed whether a capture with this offset has dealt with all that the reading could see
     */
    record Seen<T>(Reading<T> reading, Predicate<Map<String, ?>> passed) {}

    /** A reading that sees whatever is in the topic below its bounds. */
    <T> Seen<T> read(Session session, String topic, Read<T> read) throws SQLException, InterruptedException;

    /** Puts something into the log, where a session that cannot write can: a capture has to pass it. */
    void mark(Session session) throws SQLException, InterruptedException;
}
