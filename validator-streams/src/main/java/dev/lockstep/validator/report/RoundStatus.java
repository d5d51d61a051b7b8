/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;

/**
 * How the rounds are getting on, for people. Immutable.
 *
 * @param lastComplete id of the last complete round, 0 before the first; ids are milliseconds since the epoch
 * @param completedAt when it was complete, 0 before the first
 * @param current id of the round under way, 0 when none is
 * @param waitingFor what the stage waits for, in words; empty when for time only
 * @param stalled whether the stage has lasted longer than it should
 * @param voided rounds given up since the coordinator started
 * @param voidReason why the last of them was given up; empty when none was
 */
public record RoundStatus(
        long lastComplete,
        long completedAt,
        long current,
        RoundStage stage,
        long stageSince,
        String waitingFor,
        boolean stalled,
        long voided,
        String voidReason) {
    public static final RoundStatus NONE = new RoundStatus(0, 0, 0, RoundStage.IDLE, 0, "", false, 0, "");

    private static final ObjectMapper JSON = new ObjectMapper();

    void writeFields(JsonGenerator json) throws IOException {
        json.writeNumberField("lastComplete", lastComplete);
        json.writeStringField("completedAt", completedAt == 0 ? null : Json.time(completedAt));
        json.writeNumberField("current", current);
        json.writeStringField("stage", stage.name());
        json.writeStringField("stageSince", stageSince == 0 ? null : Json.time(stageSince));
        json.writeStringField("waitingFor", waitingFor);
        json.writeStringField("alarm", stalled ? "ROUND_STALLED" : null);
        json.writeNumberField("voided", voided);
        json.writeStringField("voidReason", voidReason);
    }

    public byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new KafkaException("Cannot write the status of the rounds", e);
        }
    }

    public static RoundStatus parse(byte[] bytes) {
        try {
            return JSON.readValue(bytes, RoundStatus.class);
        } catch (IOException e) {
            throw new KafkaException("Cannot read the status of the rounds from " + bytes.length + " bytes", e);
        }
    }
}
