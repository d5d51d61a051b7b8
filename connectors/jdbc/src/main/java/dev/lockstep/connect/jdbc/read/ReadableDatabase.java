/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.List;
import java.util.Optional;

/**
 * A database whose tables can be read, as they were when it was opened where the engine makes that cheap (PostgreSQL:
 * every cursor reads one exported snapshot; MySQL, MariaDB and SQLite: every cursor has a snapshot of its own).
 *
 * <p>Sessions are read only, enforced by the server. Times are read at UTC whatever the zone of server or JVM. Thread-safe;
 * every cursor has a connection of its own. A database that failed is not opened again.
 */
public interface ReadableDatabase extends AutoCloseable {
    /**
     * @param jdbcUrl of PostgreSQL, MariaDB, MySQL (both read by MariaDB's driver) or SQLite
     * @param user empty when the URL names the user or the engine has none
     * @throws DatabaseReadException when the URL is of another engine, the driver is missing, or nobody answers
     */
    static ReadableDatabase open(String jdbcUrl, Optional<String> user, Optional<String> password) {
        return Engines.open(jdbcUrl, user, password);
    }

    /** Name and version, such as {@code PostgreSQL 17.11}. */
    String product();

    /** Ordinary tables and partitioned ones, in order of name; no partitions, views or system schemas. */
    List<TableName> tables();

    /** @throws DatabaseReadException when there is no such table, or it may not be read */
    ReadTable describe(TableName table);

    /**
     * Opens a cursor. What does not fit into memory stays on the server.
     *
     * @param table as this database described it
     * @param columns those to read, in the order in which {@link RowCursor#value} counts them
     * @param lane one that this database gave for the table
     * @throws UnreadableColumnException when one of the columns has no reader
     */
    RowCursor rows(ReadTable table, List<String> columns, Lane lane);

    /**
     * Parts of about equal size that can be read at the same time.
     *
     * @param wanted how many; fewer come back where the table is small or cannot be parted
     */
    List<Lane> lanes(ReadTable table, int wanted);

    /** Ends the snapshot; cursors still open fail. */
    @Override
    void close();
}
