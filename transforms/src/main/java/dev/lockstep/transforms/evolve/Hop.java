/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.row.Draft;
import dev.lockstep.transforms.row.RowDraft;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a row from one version to the next. Several, one after the other, are one plan: the engine copies the row once.
 * Immutable and thread-safe.
 *
 * <p>All that is moved or worked out is taken from the row as it was, so fields can change places.
 */
final class Hop implements RowRule {
    private final Migration migration;
    private final List<Worked> computed = new ArrayList<>();
    private final List<Placed> moved = new ArrayList<>();
    private final List<Placed> added = new ArrayList<>();
    private final List<Shaped> read = new ArrayList<>();
    private final List<Shaped> shaped = new ArrayList<>();

    /** @param isInOldObject whether it stands in an object that the earlier version has too */
    private record Placed(FieldDefinition field, boolean isInOldObject) {}

    private record Worked(FieldDefinition field, Computation current, Computation before) {
        static Worked of(FieldDefinition field) {
            Computation expression = field.step().orElseThrow().expression();
            return new Worked(field, expression, new LenientComputation(expression));
        }
    }

    private record Shaped(FieldPath path, FieldShape current, FieldShape before) {
        static Shaped of(FieldDefinition field, boolean isRetyped) {
            return new Shaped(
                    field.path(), new FieldShape(field, isRetyped, true), new FieldShape(field, isRetyped, false));
        }
    }

    /** @param isFirst whether the row comes from outside and may differ from what its version declares */
    Hop(Migration migration, boolean isFirst) {
        this.migration = migration;
        Version from = migration.from();
        for (FieldDefinition field : migration.to().fields()) {
            FieldDefinition old = from.field(field.source()).orElse(null);
            Placed placed = new Placed(
                    field,
                    field.path().isNested()
                            && from.objects().containsKey(field.path().parents()));
            if (field.step().isPresent()) {
                computed.add(Worked.of(field));
            } else if (old == null) {
                added.add(placed);
            } else if (field.was().isPresent()) {
                moved.add(placed);
            }
            boolean isKept = old != null && field.step().isEmpty();
            if (isFirst || !isKept || !old.isSameAs(field)) {
                boolean isRetyped =
                        field.step().isPresent() || (old != null && !old.type().equals(field.type()));
                shaped.add(Shaped.of(field, isRetyped));
            }
        }
        if (isFirst) {
            read(from);
        }
    }

    /** Expressions read what the earlier version declares, also where the row comes from outside. */
    private void read(Version from) {
        computed.stream()
                .flatMap(worked -> worked.current().inputs().stream())
                .distinct()
                .forEach(
                        input -> from.field(FieldPath.of(input)).ifPresent(field -> read.add(Shaped.of(field, false))));
    }

    @Override
    public void apply(RowDraft row) {
        Map<FieldDefinition, Draft.Cell> cells = new LinkedHashMap<>();
        shape(row, read);
        for (Worked worked : computed) {
            cells.put(
                    worked.field(),
                    row.work(worked.field().path(), row.isCurrent() ? worked.current() : worked.before()));
        }
        for (Placed placed : moved) {
            FieldPath source = placed.field().source();
            row.open(source, missing(row), draft -> cells.put(placed.field(), draft.remove(source.last())));
        }
        for (FieldPath path : migration.removed()) {
            row.open(path, Missing.SKIP, draft -> draft.remove(path.last()));
        }
        cells.forEach((field, cell) -> put(row, field.path(), cell));
        added.forEach(placed -> add(row, placed));
        prune(row);
        shape(row, shaped);
        order(row);
    }

    private static void shape(RowDraft row, List<Shaped> fields) {
        for (Shaped field : fields) {
            row.open(
                    field.path(),
                    missing(row),
                    draft -> draft.change(field.path().last(), row.isCurrent() ? field.current() : field.before()));
        }
    }

    /** Without schema, a field that is not there is one that is null. */
    private static Missing missing(RowDraft row) {
        return row.isTyped() ? Missing.FAIL : Missing.NULL;
    }

    private static void put(RowDraft row, FieldPath path, Draft.Cell cell) {
        row.open(path, Missing.CREATE, draft -> draft.put(path.last(), cell));
    }

    private static void add(RowDraft row, Placed placed) {
        FieldDefinition field = placed.field();
        Draft.Cell cell = row.work(field.path(), new Constant(field.type(), field.defaultValue()));
        if (placed.isInOldObject()) {
            row.open(
                    field.path(),
                    row.isTyped() ? Missing.CREATE : Missing.NULL,
                    draft -> draft.fill(field.path().last(), cell));
        } else {
            put(row, field.path(), cell);
        }
    }

    /** Objects that have given all their fields away, innermost first. */
    private void prune(RowDraft row) {
        List<List<String>> objects = new ArrayList<>(migration.from().objects().keySet());
        objects.sort((left, right) -> Integer.compare(right.size(), left.size()));
        for (List<String> steps : objects) {
            if (!steps.isEmpty() && !migration.to().objects().containsKey(steps)) {
                FieldPath object = new FieldPath(steps);
                row.open(object, Missing.SKIP, draft -> {
                    if (draft.members(object.last()).isEmpty()) {
                        draft.remove(object.last());
                    }
                });
            }
        }
    }

    /** What a version does not name stays behind what it does. */
    private void order(RowDraft row) {
        migration.to().objects().forEach((steps, names) -> {
            if (steps.isEmpty()) {
                order(row.root(), names);
                return;
            }
            List<String> inside = new ArrayList<>(steps);
            inside.add(names.get(0));
            row.open(new FieldPath(inside), missing(row), draft -> order(draft, names));
        });
    }

    private static void order(Draft draft, List<String> names) {
        List<String> wanted = names.stream().filter(draft::has).toList();
        if (!draft.names().subList(0, wanted.size()).equals(wanted)) {
            draft.order(wanted);
        }
    }
}
