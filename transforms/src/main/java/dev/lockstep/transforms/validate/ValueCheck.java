/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;

/** What a rule asks of one value. Immutable and thread-safe. */
@FunctionalInterface
interface ValueCheck {
    /**
     * Works out once how values of a schema are checked; none of them is null or was left out by change capture.
     *
     * @param schema null where rows have none, and each value's class tells its type
     * @throws org.apache.kafka.connect.errors.DataException when the check makes no sense for this type
     */
    Predicate<Object> over(Schema schema);
}
