/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest summary of each table. Thread-safe. */
public final class Summaries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> tables = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException when the text is not JSON */
    public void add(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            tables.put(line.path("table").asText(), line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A summary is not JSON", e);
        }
    }

    /** Whether a table of so many rows is verified as a whole. */
    public boolean verified(String table, long rows) {
        JsonNode line = tables.get(table);
        return line != null
                && line.path("status").asText().equals("VERIFIED")
                && line.path("source").path("rows").asLong() == rows
                && line.path("target").path("rows").asLong() == rows;
    }

    /** When the last scan began that the validator has looked through, to the second; long ago before the first. */
    public Instant scan(String table) {
        JsonNode line = tables.get(table);
        return Instant.ofEpochSecond(line == null ? 0 : line.path("scan").asLong());
    }

    /** What the newest summary says, in short, for people. */
    public String shown(String table) {
        JsonNode line = tables.get(table);
        return line == null
                ? table + ": no summary"
                : table + ": " + line.path("status").asText() + ", "
                        + line.path("source").path("rows") + "/"
                        + line.path("target").path("rows") + " rows, pending "
                        + line.path("pending") + ", unknown " + line.path("unknown");
    }
}
