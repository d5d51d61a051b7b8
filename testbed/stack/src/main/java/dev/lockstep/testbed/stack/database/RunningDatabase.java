/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import java.util.OptionalLong;

/** A database server that runs until it is closed. Thread-safe; closing twice is harmless. */
public interface RunningDatabase extends AutoCloseable {

    /** Where it is. */
    Database database();

    /** The id of its first process, whose children do the work; empty when it runs elsewhere, as in a container. */
    OptionalLong pid();

    /**
     * Kills all its processes at once (SIGKILL), as a crash would, and waits until they are gone.
     *
     * @throws IllegalStateException if it runs where its processes cannot be reached
     */
    default void kill() {
        throw new IllegalStateException(database() + " cannot be killed: only embedded PostgreSQL can");
    }

    /**
     * Starts it again after {@link #kill}, with the data it has; ready on return.
     *
     * @throws IllegalStateException if it cannot be killed, or runs
     */
    default void restart() {
        throw new IllegalStateException(database() + " cannot be started again: only embedded PostgreSQL can");
    }

    @Override
    void close();
}
