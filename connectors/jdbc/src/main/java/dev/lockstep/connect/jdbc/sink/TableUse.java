/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.mapping.CountUnit;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.WriteMode;
import java.util.Optional;

/**
 * How the target tables are to be written.
 *
 * @param create whether a table that is not there is made from the first record for it
 * @param evolve whether a column that is not there is added
 * @param counts the unit of numbers for times in records without schema
 */
record TableUse(WriteMode mode, boolean create, boolean evolve, CountUnit counts) {
    /** Whether rows are found by a primary key. */
    boolean keyed() {
        return mode != WriteMode.INSERT;
    }

    /** Why a table cannot be written so, if it cannot: what, and what to do. */
    Optional<String> unfitness(TableDefinition table) {
        if (!keyed()) {
            return table.storageUnfitness();
        }
        return table.unfitness()
                .map(reason -> table.keyColumns().isEmpty()
                        ? reason + ", or have every record inserted as a new row with " + BulkJdbcSinkConfig.INSERT_MODE
                                + "=insert"
                        : reason);
    }
}
