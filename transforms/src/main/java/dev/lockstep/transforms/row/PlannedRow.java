/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.transforms.path.FieldPath;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** A row whose schema is known, as the plan of how it is read. Owned by one thread. */
final class PlannedRow implements RowDraft {
    private final PlannedDraft root;
    private final boolean isCurrent;

    /** @throws DataException when the schema is not that of a row */
    PlannedRow(Schema schema, boolean isCurrent) {
        this.root = PlannedDraft.ofRow(schema);
        this.isCurrent = isCurrent;
    }

    @Override
    public boolean isTyped() {
        return true;
    }

    @Override
    public boolean isCurrent() {
        return isCurrent;
    }

    @Override
    public void version(int number) {
        root.version(number);
    }

    @Override
    public Draft root() {
        return root;
    }

    @Override
    public void open(FieldPath path, Missing missing, Consumer<Draft> edit) {
        PlannedDraft at = root;
        for (String step : path.parents()) {
            PlannedDraft next = at.child(step, missing == Missing.CREATE);
            if (next == null) {
                missing(path, step, at, missing);
                return;
            }
            at = next;
        }
        if (missing != Missing.CREATE && !at.has(path.last())) {
            missing(path, path.last(), at, missing);
            return;
        }
        edit.accept(at);
    }

    /** How the row is read once all rules have been applied. */
    Slot slot(Schemas schemas) {
        return root.slot(schemas);
    }

    private static void missing(FieldPath path, String step, Draft at, Missing missing) {
        if (missing == Missing.FAIL) {
            throw MissingField.of(path, step, at.names());
        }
    }
}
