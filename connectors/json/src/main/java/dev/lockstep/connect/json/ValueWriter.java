/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.kafka.connect.errors.DataException;

/** Writes values of one schema. Immutable, thread-safe. */
@FunctionalInterface
interface ValueWriter {
    /**
     * @param value may be null
     * @throws DataException when the value is not of the schema
     */
    void write(JsonGenerator out, Object value) throws IOException;
}
