/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.map;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.row.Draft;
import dev.lockstep.transforms.row.RowDraft;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.ValueStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;

/** One thing that MapFields does to a row. Immutable and thread-safe. */
sealed interface MapRule extends RowRule {
    /** Gives a field another name, or another place in the row. Lists on the way are the same on both paths. */
    record Move(FieldPath from, FieldPath to, Missing missing) implements MapRule {
        @Override
        public void apply(RowDraft row) {
            if (from.parents().equals(to.parents())) {
                row.open(from, missing, draft -> {
                    free(draft, to);
                    draft.rename(from.last(), to.last());
                });
                return;
            }
            List<Draft.Cell> taken = new ArrayList<>();
            row.open(from, missing, draft -> taken.add(draft.remove(from.last())));
            if (!taken.isEmpty()) {
                row.open(to, Missing.CREATE, draft -> {
                    free(draft, to);
                    draft.put(to.last(), taken.get(0));
                });
            }
        }

        private static void free(Draft draft, FieldPath to) {
            if (draft.has(to.last())) {
                throw new DataException("Field " + to + " is there already, so no other can take its name."
                        + " Drop it first, or choose another name");
            }
        }
    }

    /** Takes fields out. */
    record Drop(List<FieldPath> paths, Missing missing) implements MapRule {
        public Drop {
            paths = List.copyOf(paths);
        }

        @Override
        public void apply(RowDraft row) {
            for (FieldPath path : paths) {
                row.open(path, missing, draft -> draft.remove(path.last()));
            }
        }
    }

    /** Takes out all fields but these; the mark of a flattened delete stays. */
    record Keep(List<FieldPath> paths, Missing missing) implements MapRule {
        public Keep {
            paths = List.copyOf(paths);
        }

        @Override
        public void apply(RowDraft row) {
            Map<List<String>, FieldPath> parents = new LinkedHashMap<>();
            for (FieldPath path : paths) {
                row.open(path, missing, draft -> {});
                parents.putIfAbsent(path.parents(), path);
            }
            Set<String> first = new LinkedHashSet<>(List.of(RowChange.DELETED_FIELD));
            paths.forEach(path -> first.add(path.steps().get(0)));
            parents.forEach((parent, any) -> {
                if (!parent.isEmpty()) {
                    row.open(any, Missing.SKIP, draft -> retain(draft, namesUnder(parent)));
                }
            });
            retain(row.root(), first);
        }

        private Set<String> namesUnder(List<String> parent) {
            Set<String> names = new LinkedHashSet<>();
            for (FieldPath path : paths) {
                if (path.steps().size() > parent.size()
                        && path.steps().subList(0, parent.size()).equals(parent)) {
                    names.add(path.steps().get(parent.size()));
                }
            }
            return names;
        }

        private static void retain(Draft draft, Set<String> names) {
            draft.names().stream().filter(name -> !names.contains(name)).forEach(draft::remove);
        }
    }

    /** Puts fields first, in this order; all stand in the same object. */
    record Order(List<FieldPath> paths, Missing missing) implements MapRule {
        public Order {
            paths = List.copyOf(paths);
        }

        @Override
        public void apply(RowDraft row) {
            paths.forEach(path -> row.open(path, missing, draft -> {}));
            row.open(
                    paths.get(0),
                    missing,
                    draft -> draft.order(paths.stream()
                            .map(FieldPath::last)
                            .filter(draft::has)
                            .toList()));
        }
    }

    /** Moves fields of the row into an object, under the names they have. */
    record Nest(List<FieldPath> paths, FieldPath into, Missing missing) implements MapRule {
        public Nest {
            paths = List.copyOf(paths);
        }

        @Override
        public void apply(RowDraft row) {
            for (FieldPath path : paths) {
                new Move(path, Paths.child(into, path.last()), missing).apply(row);
            }
        }
    }

    /** Moves all fields of an object to where the object stands, and takes the object out. */
    record Unnest(FieldPath object, String prefix, Missing missing) implements MapRule {
        @Override
        public void apply(RowDraft row) {
            List<String> names = new ArrayList<>();
            row.open(object, missing, draft -> names.addAll(draft.members(object.last())));
            for (String name : names) {
                new Move(Paths.child(object, name), Paths.sibling(object, prefix + name), Missing.SKIP).apply(row);
            }
            row.open(object, missing, draft -> draft.remove(object.last()));
        }
    }

    /** Puts a value that is worked out, from the row, or in a list from the element. */
    record Compute(FieldPath path, Computation computation) implements MapRule {
        @Override
        public void apply(RowDraft row) {
            if (path.isMany() || !path.isNested()) {
                row.open(path, Missing.CREATE, draft -> draft.compute(path.last(), computation));
                return;
            }
            Draft.Cell result = row.work(path, computation);
            row.open(path, Missing.CREATE, draft -> draft.put(path.last(), result));
        }
    }

    /** Puts a value where there is none. */
    record Default(FieldPath path, ValueStep step, Missing missing) implements MapRule {
        @Override
        public void apply(RowDraft row) {
            // Without schema, a field that is not there is one that is null.
            row.open(path, row.isTyped() ? missing : Missing.NULL, draft -> draft.change(path.last(), step));
        }
    }

    /** Demands a value. What a row was before a change need not be whole. */
    record Require(List<FieldPath> paths, Missing missing) implements MapRule {
        private static final ValueStep STEP = schema -> new ValueStep.Typed(schema, value -> {
            if (value == null) {
                throw new DataException(
                        "it is required, and is null. Correct the row at the source, or give it a default");
            }
            return value;
        });

        public Require {
            paths = List.copyOf(paths);
        }

        @Override
        public void apply(RowDraft row) {
            for (FieldPath path : paths) {
                if (row.isCurrent()) {
                    row.open(path, row.isTyped() ? missing : Missing.NULL, draft -> draft.change(path.last(), STEP));
                }
            }
        }
    }
}
