/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

/** A database server that runs until it is closed. Thread-safe; closing twice is harmless. */
public interface RunningDatabase extends AutoCloseable {

    /** Where it is. */
    Database database();

    @Override
    void close();
}
