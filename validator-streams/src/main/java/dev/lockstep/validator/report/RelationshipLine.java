/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the references of one relationship came to, over all partitions.
 *
 * @param scan the last scan of the parent's table at whose end all partitions have judged them; 0 while one has not
 */
record RelationshipLine(PartialSums.Related relationship, int scan, List<PartialSums.Related> parts) {
    private static final int SHOWN_KEYS = 5;

    /** Its name within the child's table. */
    private record Name(List<String> columns, String parent) {}

    static List<RelationshipLine> of(Collection<PartialSums> partials, int partitions) {
        Map<Name, List<PartialSums.Related>> byName = new LinkedHashMap<>();
        for (PartialSums partial : partials) {
            for (PartialSums.Related part : partial.related()) {
                byName.computeIfAbsent(new Name(part.columns(), part.parent()), any -> new ArrayList<>())
                        .add(part);
            }
        }
        return byName.values().stream().map(parts -> merged(parts, partitions)).toList();
    }

    private static RelationshipLine merged(List<PartialSums.Related> parts, int partitions) {
        int oldest = parts.stream().mapToInt(PartialSums.Related::scan).min().orElse(0);
        return new RelationshipLine(parts.get(0), parts.size() < partitions ? 0 : oldest, parts);
    }

    long orphans() {
        return sum(PartialSums.Related::orphans);
    }

    long unknown() {
        return sum(PartialSums.Related::unknown);
    }

    /** Whether every reference has been judged. */
    boolean settled() {
        return scan > 0 && sum(PartialSums.Related::pending) == 0;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("columns");
        for (String column : relationship.columns()) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeStringField("parent", relationship.parent());
        json.writeNumberField("orphans", orphans());
        json.writeNumberField("inherited", sum(PartialSums.Related::inherited));
        json.writeNumberField("pending", sum(PartialSums.Related::pending));
        json.writeNumberField("unknown", unknown());
        json.writeNumberField("scan", scan);
        writeKeys(json, "keys", PartialSums.Related::keys);
        writeKeys(json, "inheritedKeys", PartialSums.Related::inheritedKeys);
        json.writeEndObject();
    }

    private void writeKeys(JsonGenerator json, String name, Function<PartialSums.Related, List<String>> keys)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String key : parts.stream()
                .flatMap(part -> keys.apply(part).stream())
                .limit(SHOWN_KEYS)
                .toList()) {
            json.writeRawValue(key);
        }
        json.writeEndArray();
    }

    private long sum(ToLongFunction<PartialSums.Related> number) {
        return parts.stream().mapToLong(number).sum();
    }
}
