/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.transforms.row.Message;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** One rule that a row holds or violates. Immutable and thread-safe. */
public interface RowCheck {
    /** Tells it from the other rules of its row, as in {@code email.format}. */
    String name();

    Dimension dimension();

    /** What it is about and what it expects, for people; made of the rule's own text, never of a row. */
    String expectation();

    /**
     * Works out once how rows of a schema are checked.
     *
     * @param schema of the rows; null where they have none
     * @return empty when the rows lack the field and the rule is to be left out for them
     * @throws org.apache.kafka.connect.errors.DataException when the rule does not fit such rows
     */
    Optional<Test> over(Schema schema);

    /** What is done for each row. */
    @FunctionalInterface
    interface Test {
        /** @throws org.apache.kafka.connect.errors.DataException when the row cannot be checked */
        boolean holds(Object row, Message message);
    }
}
