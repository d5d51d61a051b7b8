/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What every line says of how it came to be and how far it can be trusted.
 *
 * @param mode {@code exact}, {@code rounds} or {@code settle}
 * @param confidence {@code exact}, or {@code conditional} where a fixed wait stands in for a check
 * @param hop {@code delivery} where the target is observed, {@code capture} where the source is
 */
public record Labels(String mode, String confidence, String hop) {

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("mode", mode);
        json.writeStringField("confidence", confidence);
        json.writeStringField("hop", hop);
    }
}
