/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.validator.reconcile.Side;
import java.io.IOException;

/**
 * Records of one data partition that could not be assigned to a key.
 *
 * @param reason why the first of them could not
 */
public record Tainted(
        Side side, String topic, int partition, String reason, long records, long firstOffset, long lastOffset) {

    /** The topic key of its verdict line. */
    public byte[] lineKey(String table) {
        return Json.object(json -> {
            json.writeStringField("table", table);
            json.writeNullField("key");
            json.writeStringField("topic", topic);
            json.writeNumberField("partition", partition);
        });
    }

    /** Its verdict line: the table has unknown rows. */
    public byte[] line(String table, Labels labels) {
        return Json.object(json -> {
            json.writeStringField("table", table);
            json.writeNullField("key");
            json.writeStringField("verdict", "UNKNOWN");
            json.writeNullField("kind");
            json.writeStringField("reason", reason);
            labels.write(json);
            json.writeObjectFieldStart("tainted");
            writeFields(json);
            json.writeEndObject();
        });
    }

    void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("side", side.name().toLowerCase(java.util.Locale.ROOT));
        json.writeStringField("topic", topic);
        json.writeNumberField("partition", partition);
        json.writeNumberField("records", records);
        json.writeStringField("reason", reason);
        json.writeNumberField("firstOffset", firstOffset);
        json.writeNumberField("lastOffset", lastOffset);
    }
}
