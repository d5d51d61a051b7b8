/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.faults.corpus.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the verdicts topic.
 *
 * @param open whether it says that something is wrong, or that it no longer is
 * @param kind of what is, or was, wrong
 * @param columns those that differ; empty where the line names none
 * @param more whether more columns differ than are named
 * @param seen when it was read
 */
public record VerdictLine(
        RowName row, boolean open, Kind kind, Optional<List<String>> columns, boolean more, Instant seen) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException when the text is not what the documentation says of the topic */
    public static VerdictLine parse(String text, Instant seen) {
        try {
            return parse(JSON.readTree(text), seen);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A verdict is not JSON", e);
        }
    }

    private static VerdictLine parse(JsonNode line, Instant seen) {
        String word = field(line, "verdict").asText();
        JsonNode named = field(line, "kind");
        Kind kind = named.isNull() ? Kind.UNKNOWN : Kind.valueOf(named.asText());
        boolean open = switch (word) {
            case "DIVERGENT", "UNKNOWN" -> true;
            case "VERIFIED" -> false;
            default -> throw new IllegalArgumentException("A verdict says " + word);
        };
        JsonNode key = field(line, "key");
        return new VerdictLine(
                new RowName(field(line, "table").asText(), key.isNull() ? null : key.toString()),
                open,
                kind,
                columns(line.path("columns")),
                line.path("more").asBoolean(false),
                seen);
    }

    private static Optional<List<String>> columns(JsonNode columns) {
        if (!columns.isArray()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.asText()));
        return Optional.of(names);
    }

    private static JsonNode field(JsonNode line, String name) {
        JsonNode value = line.get(name);
        if (value == null) {
            throw new IllegalArgumentException("A verdict has no field " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return row + " " + (open ? kind : "VERIFIED")
                + columns.map(names -> " " + names).orElse("");
    }
}
