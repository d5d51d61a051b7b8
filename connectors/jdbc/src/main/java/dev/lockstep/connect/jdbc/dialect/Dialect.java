/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.TableInspector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What is different from one engine to the next. Stateless and thread-safe, except for what it hands out. */
public interface Dialect {
    /** Whether a URL is one of this engine's. Connects to nothing. */
    boolean accepts(String url);

    /**
     * A session whose settings are such that a value means the same whatever the server's or the JVM's.
     *
     * @param readTimeout after which a step of the session fails; zero = never
     */
    Connection connect(DatabaseAddress address, Duration connectTimeout, Duration readTimeout) throws SQLException;

    /** The one way an identifier gets into a statement. */
    String quote(String identifier);

    /** The schema of a table that is named without one; empty when the URL names no database that would be it. */
    Optional<String> schemaOf(String url);

    TableInspector inspector();

    /** @param unit of numbers for times in records without schema */
    ColumnMapping.Maker mappings(CountUnit unit);

    /** @param name the table, with its schema in front if it is not in the session's */
    OffsetTableSql offsetTable(String name);

    /** Whether the engine's tables and columns can be made from records. */
    boolean makesTables();

    /** A new writer. */
    SetWriter setWriter();
}
