/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Writes sets of rows in the way that suits an engine. It outlives sessions and remembers what it learned of tables.
 * Owned by the task's thread.
 */
public interface SetWriter {
    /** Makes ready what a set of this size and shape needs. Called in the transaction and outside of any savepoint. */
    void prepare(Connection connection, SetShape shape, int rows) throws SQLException;

    /**
     * Writes rows with distinct keys, each with one cell for each of the shape's columns.
     *
     * @return why the rows are refused, if that is no error of the server; some of the set may have been written
     */
    Optional<String> write(Connection connection, SetShape shape, List<? extends RowImage> rows) throws SQLException;

    /**
     * The transaction is over.
     *
     * @param committed otherwise it was rolled back, and with it whatever was made ready in it
     */
    void ended(boolean committed);
}
