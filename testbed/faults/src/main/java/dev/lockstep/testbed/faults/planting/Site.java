/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.planting;

import dev.lockstep.testbed.faults.corpus.SinkHabit;
import java.sql.SQLException;
import java.util.List;

/** The running migration in which faults are planted. Used by one thread. */
public interface Site {
    /** Runs statements at the source, each in a transaction of its own. */
    void atSource(List<String> sql) throws SQLException;

    /** Runs statements at the target behind the mover's back, in one transaction. */
    void atTarget(List<String> sql) throws SQLException;

    /** Waits until the query says true at the target. */
    void awaitTarget(String query) throws SQLException, InterruptedException;

    /** Waits until everything that was committed at the source has been applied to the target. */
    void awaitMoved() throws SQLException, InterruptedException;

    /** Does something while nobody else writes, and everything written before has been applied. */
    void quietly(Step step) throws SQLException, InterruptedException;

    /** Gives the sink another habit. */
    void sinkWith(SinkHabit habit) throws InterruptedException;

    /** Lets the capture of the source send these operations only; from the next transaction on. */
    void captureOf(String operations) throws SQLException;

    /** Makes rows of a table the same as at the source, behind the mover's back. */
    void copyFromSource(String table, String condition) throws SQLException;

    /** Something that may fail as the databases may. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException, InterruptedException;
    }
}
