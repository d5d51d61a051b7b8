/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.validate;

import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The way to the values that a path names, worked out once for a schema. Immutable and thread-safe.
 *
 * @param schema of the values; null where rows have none
 */
record ValuePath(Schema schema, Walk walk) {
    /** Tries all values that can be reached from here. */
    @FunctionalInterface
    interface Walk {
        /** False when one of them does not pass. An object that is null has fields that are null; a list has no elements. */
        boolean all(Object at, Predicate<Object> test);
    }

    /** What becomes of a field that rows do not have. */
    enum Absent {
        FAIL,
        /** With a schema: the rule is left out. Without: the field is null. */
        SKIP,
        /** As {@link #SKIP}, but only for rows without schema: it is the rule's business that the field is not there. */
        NULL
    }

    /** @return empty where the schema lacks the field and that may be */
    static Optional<ValuePath> of(Schema schema, FieldPath path, Absent absent) {
        return schema == null
                ? Optional.of(new ValuePath(null, live(path, 0, absent)))
                : typed(schema, path, 0, absent);
    }

    private static Optional<ValuePath> typed(Schema schema, FieldPath path, int step, Absent absent) {
        if (step == path.steps().size()) {
            return Optional.of(new ValuePath(schema, (at, test) -> test.test(at)));
        }
        String name = path.steps().get(step);
        if (name.equals(FieldPath.ELEMENTS)) {
            if (schema.type() != Schema.Type.ARRAY) {
                throw notInside(path, name, Types.of(schema));
            }
            return typed(schema.valueSchema(), path, step + 1, absent)
                    .map(next -> new ValuePath(next.schema(), elements(path, next.walk())));
        }
        if (schema.type() != Schema.Type.STRUCT) {
            throw notInside(path, name, Types.of(schema));
        }
        Field field = schema.field(name);
        if (field == null) {
            if (absent == Absent.SKIP) {
                return Optional.empty();
            }
            throw missing(path, name, schema.fields().stream().map(Field::name).toList());
        }
        return typed(field.schema(), path, step + 1, absent)
                .map(next -> new ValuePath(next.schema(), member(field, next.walk())));
    }

    private static Walk member(Field field, Walk next) {
        if (field.schema().defaultValue() == null) {
            return (at, test) -> next.all(at == null ? null : ((Struct) at).get(field), test);
        }
        // Null is null, whatever the schema's default.
        return (at, test) -> next.all(at == null ? null : ((Struct) at).getWithoutDefault(field.name()), test);
    }

    private static Walk elements(FieldPath path, Walk next) {
        return (at, test) -> {
            if (at == null || Placeholder.DEFAULT.matches(at)) {
                return true;
            }
            if (!(at instanceof List<?> list)) {
                throw notInside(path, FieldPath.ELEMENTS, Types.of(at));
            }
            for (Object element : list) {
                if (!next.all(element, test)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Walk live(FieldPath path, int step, Absent absent) {
        if (step == path.steps().size()) {
            return (at, test) -> test.test(at);
        }
        String name = path.steps().get(step);
        Walk next = live(path, step + 1, absent);
        if (name.equals(FieldPath.ELEMENTS)) {
            return elements(path, next);
        }
        return (at, test) -> {
            if (at == null) {
                return next.all(null, test);
            }
            if (Placeholder.DEFAULT.matches(at)) {
                return true;
            }
            if (!(at instanceof Map<?, ?> object)) {
                throw notInside(path, name, Types.of(at));
            }
            if (absent == Absent.FAIL && !object.containsKey(name)) {
                throw missing(
                        path,
                        name,
                        object.keySet().stream().map(Objects::toString).toList());
            }
            return next.all(object.get(name), test);
        };
    }

    private static DataException missing(FieldPath path, String name, List<String> names) {
        return new DataException("Field " + path + " is not there (no " + name + "). " + Suggestion.among(name, names)
                + ". Correct the rule, or set on.missing.field=skip");
    }

    private static DataException notInside(FieldPath path, String step, String found) {
        String expected = step.equals(FieldPath.ELEMENTS) ? "a list" : "an object";
        return new DataException("Field " + path + ": expected " + expected + " to go into (" + step + "), found "
                + found + ". Correct the path; a JSON text can be made an object with CleanFields: parse-json");
    }
}
