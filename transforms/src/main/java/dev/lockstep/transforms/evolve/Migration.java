/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.convert.Conversions;
import dev.lockstep.transforms.convert.TargetType;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * What leads from a version to the next, worked out from their fields alone. Immutable.
 *
 * @param changes in the order of the later version's fields, then what is removed
 * @param removed the fields of the earlier version that do not go on
 */
record Migration(Version from, Version to, List<Change> changes, List<FieldPath> removed) {
    Migration {
        changes = List.copyOf(changes);
        removed = List.copyOf(removed);
    }

    /** @throws IllegalArgumentException when there is no way from the one to the other; the message says what to write */
    static Migration between(Version from, Version to) {
        return new Builder(from, to).build();
    }

    /** As texts say it, such as {@code 1 → 2: rename name to full_name; add status = 'new'}. */
    @Override
    public String toString() {
        String what = changes.stream().map(Change::toString).collect(Collectors.joining("; "));
        return from.name() + " → " + to.name() + ": " + (what.isEmpty() ? "no field changes" : what);
    }

    /** Works out the changes of one pair of versions. */
    private static final class Builder {
        private final Version from;
        private final Version to;
        private final List<Change> changes = new ArrayList<>();
        private final Map<FieldPath, FieldDefinition> goesOn = new HashMap<>();
        private final Set<FieldPath> computed = new HashSet<>();

        Builder(Version from, Version to) {
            this.from = from;
            this.to = to;
        }

        Migration build() {
            for (FieldDefinition field : to.fields()) {
                try {
                    field(field);
                } catch (IllegalArgumentException e) {
                    throw field.line().wrong(e.getMessage());
                }
            }
            List<FieldPath> removed = new ArrayList<>();
            for (FieldDefinition field : from.fields()) {
                if (!goesOn.containsKey(field.path())) {
                    removed.add(field.path());
                    if (!computed.contains(field.path())) {
                        changes.add(new Change.Remove(field.path()));
                    }
                }
            }
            return new Migration(from, to, changes, removed);
        }

        private void field(FieldDefinition field) {
            if (field.step().isPresent()) {
                compute(field, field.step().get());
                return;
            }
            FieldDefinition old = from.field(field.source()).orElse(null);
            if (old == null) {
                add(field);
                return;
            }
            FieldDefinition other = goesOn.put(old.path(), field);
            if (other != null) {
                throw new IllegalArgumentException("Field " + old.path() + " of version " + from.name()
                        + " goes on as " + other.path() + " already. To have a copy of it, write " + field.path() + ": "
                        + field.type() + " from " + old.path());
            }
            if (field.was().isPresent()) {
                changes.add(new Change.Rename(old.path(), field.path()));
            }
            retype(old, field);
            constrain(old, field);
        }

        private void compute(FieldDefinition field, FieldDefinition.Step step) {
            for (String input : step.expression().inputs()) {
                if (!from.names().contains(input)) {
                    throw new IllegalArgumentException(
                            "The expression reads " + input + ", which version " + from.name()
                                    + " does not have; expressions read the fields of the version before. "
                                    + Suggestion.among(input, from.names()));
                }
            }
            check(field, step);
            computed.add(field.path());
            changes.add(new Change.Compute(field.path(), step.text()));
        }

        /** As far as the versions tell the types: what is inside objects and lists, only rows do. */
        private void check(FieldDefinition field, FieldDefinition.Step step) {
            Map<String, TargetType> types = new HashMap<>();
            for (FieldDefinition old : from.fields()) {
                old.type()
                        .single()
                        .filter(type -> !old.path().isNested())
                        .ifPresent(type -> types.put(old.path().last(), type));
            }
            if (!types.keySet().containsAll(step.expression().inputs())) {
                return;
            }
            try {
                Schema result = step.expression()
                        .over(input -> types.get(input).schema(true))
                        .schema();
                if (field.type().single().isPresent()) {
                    Conversions.to(field.type().single().get()).over(result);
                }
            } catch (DataException e) {
                throw new IllegalArgumentException(
                        "No " + field.type() + " can be worked out by " + step.text() + ": " + e.getMessage(), e);
            }
        }

        private void add(FieldDefinition field) {
            if (field.was().isPresent()) {
                throw new IllegalArgumentException("Version " + from.name() + " has no field " + field.source() + ". "
                        + Suggestion.among(field.source().toString(), from.paths()));
            }
            for (FieldDefinition old : from.fields()) {
                if (isInside(field.path(), old.path()) || isInside(old.path(), field.path())) {
                    throw new IllegalArgumentException("Version " + from.name() + " has " + old.path()
                            + " there, so what becomes of it is not told. List the same in both versions, or write "
                            + field.path() + ": " + field.type() + " from an expression");
                }
            }
            if (field.isRequired() && field.defaultValue().isEmpty()) {
                throw new IllegalArgumentException("Version " + from.name() + " has no field " + field.path()
                        + ", so its rows have no value for it, and it is required. Give it a default (= 'new'), say where"
                        + " it comes from (was OLD, or from EXPRESSION), or let it be optional");
            }
            changes.add(new Change.Add(field.path(), field.defaultValue()));
        }

        private static boolean isInside(FieldPath inner, FieldPath outer) {
            return inner.steps().size() > outer.steps().size()
                    && inner.steps().subList(0, outer.steps().size()).equals(outer.steps());
        }

        private void retype(FieldDefinition old, FieldDefinition field) {
            if (old.type().equals(field.type())) {
                return;
            }
            if (old.type().single().isEmpty() || field.type().single().isEmpty()) {
                throw new IllegalArgumentException("No " + field.type() + " can be made of " + old.path()
                        + ", which is " + old.type() + " in version " + from.name()
                        + ". Work it out with from EXPRESSION, or keep the type");
            }
            TargetType target = field.type().single().get();
            try {
                Conversions.to(target).over(old.type().single().get().schema(true));
            } catch (DataException e) {
                throw new IllegalArgumentException(
                        "No " + field.type() + " can be made of " + old.path() + ", which is " + old.type()
                                + " in version " + from.name() + ": " + e.getMessage()
                                + ". Or work it out with from EXPRESSION",
                        e);
            }
            changes.add(new Change.Retype(field.path(), old.type(), field.type()));
        }

        private void constrain(FieldDefinition old, FieldDefinition field) {
            if (old.isRequired() != field.isRequired()) {
                changes.add(
                        field.isRequired()
                                ? new Change.Require(field.path(), field.defaultValue())
                                : new Change.Relax(field.path()));
            } else if (!old.defaultValue().equals(field.defaultValue())) {
                changes.add(new Change.Default(field.path(), field.defaultValue()));
            }
        }
    }
}
