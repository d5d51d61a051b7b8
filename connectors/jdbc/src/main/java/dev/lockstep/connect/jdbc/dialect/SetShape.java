/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import java.util.BitSet;
import java.util.List;

/** What rows of one set have in common: the table, the columns that are written and how. Equal only to itself. */
public final class SetShape {
    /** What is done with a row. */
    public enum Action {
        INSERT,
        UPSERT,
        SKIP_EXISTING,
        /** Overwrites the columns of a row that is there; one that is not is refused, for lack of its other columns. */
        UPDATE_PRESENT,
        /** The same, and a row that is not there is not written. */
        UPDATE_ONLY,
        DELETE;

        public boolean inserts() {
            return this == INSERT || this == UPSERT || this == SKIP_EXISTING;
        }
    }

    private final TableDefinition table;
    private final Action action;
    private final List<ColumnDefinition> columns;
    private final BitSet asText;

    /**
     * @param columns those of each row's cells, in their order; all key columns are among them
     * @param asText the places of cells that are text, not in the column type's own form
     */
    public SetShape(TableDefinition table, Action action, List<ColumnDefinition> columns, BitSet asText) {
        this.table = table;
        this.action = action;
        this.columns = List.copyOf(columns);
        this.asText = (BitSet) asText.clone();
    }

    public TableDefinition table() {
        return table;
    }

    public Action action() {
        return action;
    }

    public List<ColumnDefinition> columns() {
        return columns;
    }

    public boolean isText(int place) {
        return asText.get(place);
    }

    /** For people, such as {@code "Upserting 5 row(s) of public.t"}. */
    public String describe(int rows) {
        String verb = switch (action) {
            case INSERT, SKIP_EXISTING -> "Inserting ";
            case UPSERT -> "Upserting ";
            case UPDATE_PRESENT, UPDATE_ONLY -> "Updating ";
            case DELETE -> "Deleting ";
        };
        return verb + rows + " row(s) of " + table.id();
    }
}
