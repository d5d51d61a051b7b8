/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import org.apache.kafka.connect.data.Schema;

/**
 * One thing that is done to a value. Immutable and thread-safe.
 *
 * <p>A value that change capture left out ({@link dev.lockstep.canonical.value.Placeholder}) never comes here: it goes
 * past every step as it is.
 */
@FunctionalInterface
public interface ValueStep {
    /**
     * Works out once what is done to each value of a schema.
     *
     * @param schema of the values that come in; null where rows have no schema, and each value's class tells its type
     * @throws org.apache.kafka.connect.errors.DataException when values of this schema can never pass this step; the
     *     message says what is expected and what to do
     */
    Typed over(Schema schema);

    /**
     * A step whose input is known.
     *
     * @param schema of the values that come out; null where rows have no schema
     */
    record Typed(Schema schema, Work work) {}

    /** What is done to each value. */
    @FunctionalInterface
    interface Work {
        /**
         * @param value may be null, and is never changed
         * @throws org.apache.kafka.connect.errors.DataException when this value cannot pass; the message tells its
         *     type or length, never the value
         */
        Object apply(Object value);
    }
}
