/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.read;

import dev.lockstep.connect.jdbc.read.TableName;
import dev.lockstep.connect.jdbc.source.record.DatabaseEngine;
import dev.lockstep.connect.jdbc.source.record.RecordSettings;
import dev.lockstep.connect.jdbc.source.record.RowRecords;
import java.sql.Connection;
import java.sql.SQLException;

/** Asks the catalogue how rows of a table become records. Thread-safe. */
@FunctionalInterface
public interface TableOpener {
    RowRecords open(Connection connection, DatabaseEngine engine, TableName table, RecordSettings settings)
            throws SQLException;
}
