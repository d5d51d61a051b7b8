/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** What a list of rules makes of the rows of one schema. Immutable and thread-safe. */
final class RowPlan {
    private final Schema input;
    private final Slot slot;

    private RowPlan(Schema input, Slot slot) {
        this.input = input;
        this.slot = slot;
    }

    /** @throws org.apache.kafka.connect.errors.DataException when the rules do not fit the schema */
    static RowPlan of(Schema schema, List<RowRule> rules, boolean isCurrent, Schemas schemas) {
        PlannedRow row = new PlannedRow(schema, isCurrent);
        for (RowRule rule : rules) {
            rule.apply(row);
        }
        return new RowPlan(schema, row.slot(schemas));
    }

    /** Of the rows that come out; the one that came in where no rule changes anything. */
    Schema schema() {
        return slot.schema();
    }

    @SuppressWarnings("ReferenceEquality") // the same schema means the same row
    boolean changesNothing() {
        return slot.schema() == input && slot instanceof Slot.Root;
    }

    Object apply(Object row, Message message) {
        return row == null ? null : slot.read(row, message);
    }
}
