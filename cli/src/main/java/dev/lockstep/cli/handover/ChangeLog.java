/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.connect.jdbc.read.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The log of a database's changes, from a position on that is fixed before the bulk load begins.
 *
 * <p>Owned by one thread. Every failure is a {@link HandoverException} that says what to do.
 */
interface ChangeLog extends AutoCloseable {
    /**
     * Fixes the position, or finds the one that an earlier run fixed.
     *
     * @param tables all that the bulk load reads
     * @return what the position is called, for people
     */
    String fix(List<TableName> tables);

    /**
     * Waits until every transaction that committed before the position, or may have, is visible to readers that come
     * now. A commit is first written to the log and only then shown: what is between the two would be in neither the
     * bulk load nor the stream.
     *
     * @throws HandoverException after the timeout, naming who is in the way
     */
    void awaitOlderWriters(Duration timeout);

    /**
     * Makes sure that what was fixed is still there: that no change to the tables since the position is lost.
     *
     * @param tables all that the bulk load reads, or has read
     * @param captured the capture's offsets
     */
    void requireKept(List<TableName> tables, JsonNode captured);

    /** What the capture's offsets must be before it starts; empty when the database itself keeps the position. */
    Optional<JsonNode> offsets();

    @Override
    void close();
}
