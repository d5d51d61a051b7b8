/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.transforms.path.FieldPath;
import java.util.function.Consumer;

/** A whole row while rules change it, by paths. Owned by one thread. */
public interface RowDraft {
    /** What becomes of a rule whose field is not there. */
    enum Missing {
        /** An error that names the fields that are. */
        FAIL,
        /** The rule does nothing. */
        SKIP,
        /** It is a field that is null, as rows without schema leave it out; objects on the way are not made. */
        NULL,
        /** Objects on the way are made, and the rule decides about the last name. */
        CREATE
    }

    /** Whether a schema says which fields there are. Without one, a field that is not there may be one that is null. */
    boolean isTyped();

    /** Whether this is how the row is now, not how it was before a change: rules that demand count only then. */
    boolean isCurrent();

    /**
     * Opens what holds the last step of a path: the row, an object, or each element of a list.
     *
     * <p>Where an object on the way is null, nothing is opened, unless {@link Missing#CREATE} makes it.
     *
     * @throws org.apache.kafka.connect.errors.DataException when a step of the path is not there, or is no object or
     *     list, and {@code missing} says so
     */
    void open(FieldPath path, Missing missing, Consumer<Draft> edit);

    /** Says which version of its schema the row is of. Without a schema, nothing does. */
    void version(int number);

    /** The row's own fields. */
    Draft root();

    /**
     * Works a value out from the row's own fields, to be put anywhere in the row.
     *
     * @param path where it is to stand, for errors
     */
    default Draft.Cell work(FieldPath path, Computation computation) {
        String free = path.toString();
        while (root().has(free)) {
            free += "'";
        }
        root().compute(free, computation);
        return root().remove(free);
    }
}
