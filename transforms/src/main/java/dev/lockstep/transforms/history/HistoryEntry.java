/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.history;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * That rows of a schema are migrated from now on. Holds names and types, never a value. Immutable.
 *
 * @param from the version they come in
 * @param to the version they go out in
 * @param steps the migrations between, as texts
 * @param fields what the rows hold that come in
 * @param schema a digest of those fields
 * @param definition a digest of the versions' text
 * @param transform the class that does it
 */
public record HistoryEntry(
        String topic,
        String from,
        String to,
        List<String> steps,
        List<Field> fields,
        String schema,
        String definition,
        String transform,
        Instant time) {
    /** One field of the rows that come in. */
    public record Field(String name, String type) {}

    public HistoryEntry {
        steps = List.copyOf(steps);
        fields = List.copyOf(fields);
    }

    /** What the line is about: the last for a key counts. JSON. */
    public String key() {
        return "{" + member("topic", topic) + "," + member("from", from) + "," + member("to", to) + "}";
    }

    /** The line itself. JSON, with the time in UTC. */
    public String value() {
        return "{" + member("topic", topic) + "," + member("from", from) + "," + member("to", to)
                + ",\"steps\":"
                + steps.stream().map(HistoryEntry::quoted).collect(Collectors.joining(",", "[", "]"))
                + ",\"fields\":"
                + fields.stream()
                        .map(field -> "{" + member("name", field.name()) + "," + member("type", field.type()) + "}")
                        .collect(Collectors.joining(",", "[", "]"))
                + "," + member("schema", schema) + "," + member("definition", definition) + ","
                + member("transform", transform) + "," + member("time", time.toString()) + "}";
    }

    private static String member(String name, String value) {
        return quoted(name) + ":" + quoted(value);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(java.util.HexFormat.of().toHexDigits((byte) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
