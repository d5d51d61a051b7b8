/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/** A value worked out from others of the same row, such as an expression. Immutable and thread-safe. */
public interface Computation {
    /** The fields it reads, each once. */
    List<String> inputs();

    /**
     * Works out once how values of these schemas are read.
     *
     * @param schemas the schema of each input by name; itself null where rows have no schema
     * @throws org.apache.kafka.connect.errors.DataException when it cannot be worked out from values of these schemas
     */
    Typed over(Function<String, Schema> schemas);

    /**
     * A computation whose inputs are known.
     *
     * @param schema of the result; null where rows have no schema
     */
    record Typed(Schema schema, Work work) {}

    /** What is worked out for each row. */
    @FunctionalInterface
    interface Work {
        /**
         * @param inputs in the order of {@link Computation#inputs()}; none is a value that change capture left out
         * @throws org.apache.kafka.connect.errors.DataException when there is no result for these values
         */
        Object apply(Object[] inputs, Message message);
    }
}
