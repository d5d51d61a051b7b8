/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * How far a row is one of a version. Immutable.
 *
 * @param missing fields that the version has and the row does not
 * @param unknown fields that the row has and the version does not
 * @param otherwise fields whose type is another, each in words
 * @param loose how many optional fields a row without schema leaves out, and how many fields have another width
 */
record Fit(Version version, List<String> missing, List<String> unknown, List<String> otherwise, int loose) {
    Fit {
        missing = List.copyOf(missing);
        unknown = List.copyOf(unknown);
        otherwise = List.copyOf(otherwise);
    }

    /** @param aside a field of the row that is never unknown; may be empty */
    static Fit of(Version version, RowFields row, String aside) {
        return new Comparison(version, aside).compare(row);
    }

    /** How much differs. */
    int distance() {
        return missing.size() + unknown.size() + otherwise.size();
    }

    /** What differs, for errors; names and types only. */
    String differences() {
        List<String> parts = new ArrayList<>();
        if (!missing.isEmpty()) {
            parts.add("missing are " + String.join(", ", missing));
        }
        if (!unknown.isEmpty()) {
            parts.add("too much are " + String.join(", ", unknown));
        }
        if (!otherwise.isEmpty()) {
            parts.add("of another type are " + String.join(", ", otherwise));
        }
        return parts.isEmpty() ? "nothing differs" : String.join("; ", parts);
    }

    /** Compares one row. */
    private static final class Comparison {
        private final Version version;
        private final String aside;
        private final List<String> missing = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final List<String> otherwise = new ArrayList<>();
        private int loose;

        Comparison(Version version, String aside) {
            this.version = version;
            this.aside = aside;
        }

        Fit compare(RowFields row) {
            object(List.of(), row);
            return new Fit(version, missing, unknown, otherwise, loose);
        }

        private void object(List<String> steps, RowFields fields) {
            List<String> names = version.objects().get(steps);
            for (String name : names) {
                List<String> path = new ArrayList<>(steps);
                path.add(name);
                if (!fields.has(name)) {
                    absent(path, fields);
                } else if (!version.objects().containsKey(path)) {
                    fields.schema(name).ifPresent(schema -> type(path, schema));
                } else if (!fields.isNull(name)) {
                    fields.inside(name)
                            .ifPresentOrElse(
                                    inside -> object(path, inside),
                                    () -> otherwise.add(new FieldPath(path) + " (expected object)"));
                }
            }
            for (String name : fields.names()) {
                boolean isAside = steps.isEmpty() && (name.equals(aside) || name.equals(RowChange.DELETED_FIELD));
                if (!names.contains(name) && !isAside) {
                    List<String> path = new ArrayList<>(steps);
                    path.add(name);
                    unknown.add(new FieldPath(path).toString());
                }
            }
        }

        private void absent(List<String> path, RowFields fields) {
            boolean isTyped = fields instanceof RowFields.OfSchema;
            boolean isWhole = fields.isWhole();
            for (FieldDefinition field : version.fields()) {
                List<String> steps = field.path().steps();
                if (steps.size() < path.size() || !steps.subList(0, path.size()).equals(path)) {
                    continue;
                }
                boolean isNeeded =
                        isWhole && field.isRequired() && field.defaultValue().isEmpty();
                if (isTyped || isNeeded) {
                    missing.add(field.path().toString());
                } else {
                    loose++;
                }
            }
        }

        private void type(List<String> path, Schema schema) {
            Optional<FieldDefinition> field = version.field(new FieldPath(path));
            DeclaredType type = field.orElseThrow().type();
            if (!type.isLike(schema)) {
                otherwise.add(new FieldPath(path) + " (" + Types.of(schema) + ", expected " + type + ")");
            } else if (!type.isExactly(schema)) {
                loose++;
            }
        }
    }
}
