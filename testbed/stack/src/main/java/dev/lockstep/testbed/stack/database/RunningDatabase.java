/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import java.util.OptionalLong;

/** A database server that runs until it is closed. Thread-safe; closing twice is harmless. */
public interface RunningDatabase extends AutoCloseable {

    /** Where it is. */
    Database database();

    /** The id of its first process, whose children do the work; empty when it runs elsewhere, as in a container. */
    OptionalLong pid();

    @Override
    void close();
}
