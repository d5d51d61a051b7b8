/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.apache.kafka.connect.errors.DataException;

/** Reads values of one schema. Immutable, thread-safe. */
@FunctionalInterface
interface ValueReader {
    /**
     * @param in at the value's first token; afterwards at its last
     * @throws DataException when the value is not of the schema
     */
    Object read(JsonParser in) throws IOException;
}
