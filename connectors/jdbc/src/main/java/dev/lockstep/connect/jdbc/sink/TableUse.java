/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.schema.TableDefinition;
import dev.lockstep.connect.sink.WriteMode;
import java.util.Optional;

/** How the target tables are to be written, as far as it decides which tables will do. */
record TableUse(WriteMode mode) {
    /** Why a table cannot be written so, if it cannot: what, and what to do. */
    Optional<String> unfitness(TableDefinition table) {
        if (mode == WriteMode.INSERT) {
            return Optional.empty();
        }
        return table.unfitness()
                .map(reason -> table.keyColumns().isEmpty()
                        ? reason + ", or have every record inserted as a new row with " + BulkJdbcSinkConfig.INSERT_MODE
                                + "=insert"
                        : reason);
    }
}
