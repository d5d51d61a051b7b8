/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What every line says of how far it can be trusted. */
final class Labels {
    /** Rounds with a fixed wait in place of the target's progress. */
    private static final String MODE = "settle";

    /** The verdict holds on the condition that everything under way arrived within the wait. */
    private static final String CONFIDENCE = "conditional";

    private Labels() {}

    static void write(JsonGenerator json) throws IOException {
        json.writeStringField("mode", MODE);
        json.writeStringField("confidence", CONFIDENCE);
    }
}
