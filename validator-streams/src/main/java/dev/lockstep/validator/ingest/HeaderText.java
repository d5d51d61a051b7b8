/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/**
 * The text of a header, whichever header converter wrote it: raw UTF-8, a JSON string, or JSON with schema and payload.
 * Thread-safe.
 */
final class HeaderText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HeaderText() {}

    /** @throws IllegalArgumentException when it looks like JSON and is none of these */
    static String read(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        if (!text.startsWith("\"") && !text.startsWith("{")) {
            return text;
        }
        JsonNode node = parse(text);
        JsonNode payload = node.isObject() ? node.path("payload") : node;
        if (!payload.isTextual()) {
            throw new IllegalArgumentException(
                    "expected text in the header, found JSON of type " + payload.getNodeType());
        }
        return payload.textValue();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The cause would quote the header.
            throw new IllegalArgumentException("the header starts like JSON and is not");
        }
    }
}
