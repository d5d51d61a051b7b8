/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.rule.RuleLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One named version of a table's schema: all its fields. Immutable and thread-safe.
 *
 * <p>Invariant: no field is named twice, and none is named whole and by its parts.
 */
final class Version {
    private final RuleLine line;
    private final String name;
    private final Map<FieldPath, FieldDefinition> fields;
    private final Map<List<String>, List<String>> objects;

    /**
     * @param line where it was begun
     * @throws IllegalArgumentException when there are no fields, or they contradict each other
     */
    Version(RuleLine line, String name, List<FieldDefinition> definitions) {
        this.line = line;
        this.name = name;
        if (definitions.isEmpty()) {
            throw line.wrong(
                    "Version " + name + " has no fields. List all of them after it, such as id: int64 required");
        }
        fields = new LinkedHashMap<>();
        objects = new LinkedHashMap<>();
        for (FieldDefinition field : definitions) {
            if (fields.put(field.path(), field) != null) {
                throw field.line()
                        .wrong("Version " + name + " names " + field.path() + " twice. Keep one of the lines");
            }
            List<String> steps = field.path().steps();
            for (int i = 0; i < steps.size(); i++) {
                List<String> names =
                        objects.computeIfAbsent(List.copyOf(steps.subList(0, i)), any -> new ArrayList<>());
                if (!names.contains(steps.get(i))) {
                    names.add(steps.get(i));
                }
            }
        }
        for (FieldDefinition field : definitions) {
            if (objects.containsKey(field.path().steps())) {
                throw field.line()
                        .wrong("Version " + name + " names " + field.path() + " whole and fields inside it too."
                                + " Keep one: " + field.path() + ": object, or the fields inside it");
            }
        }
    }

    RuleLine line() {
        return line;
    }

    String name() {
        return name;
    }

    /** In the order they were written. */
    List<FieldDefinition> fields() {
        return List.copyOf(fields.values());
    }

    Optional<FieldDefinition> field(FieldPath path) {
        return Optional.ofNullable(fields.get(path));
    }

    List<String> paths() {
        return fields.keySet().stream().map(FieldPath::toString).toList();
    }

    /** The names in the row itself (its steps are none) and in each object whose fields are listed. */
    Map<List<String>, List<String>> objects() {
        return objects;
    }

    /** The names of the row's own fields. */
    List<String> names() {
        return objects.get(List.<String>of());
    }

    /** Whether rows of both cannot be told apart by their fields. */
    boolean looksLike(Version other) {
        return fields.keySet().equals(other.fields.keySet())
                && fields.values().stream()
                        .allMatch(field -> other.fields.get(field.path()).type().equals(field.type()));
    }
}
