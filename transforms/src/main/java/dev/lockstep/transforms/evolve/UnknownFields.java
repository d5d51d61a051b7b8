/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.RowDraft;
import dev.lockstep.transforms.row.RowDraft.Missing;
import dev.lockstep.transforms.row.RowRule;
import java.util.ArrayList;
import java.util.List;

/** Takes out the fields that a version does not name; the mark of a flattened delete stays. */
record UnknownFields(Version version) implements RowRule {
    @Override
    public void apply(RowDraft row) {
        version.objects().forEach((steps, names) -> {
            if (steps.isEmpty()) {
                row.root().names().stream()
                        .filter(name -> !names.contains(name) && !name.equals(RowChange.DELETED_FIELD))
                        .forEach(row.root()::remove);
                return;
            }
            FieldPath object = new FieldPath(steps);
            List<String> members = new ArrayList<>();
            row.open(object, Missing.SKIP, draft -> members.addAll(draft.members(object.last())));
            members.removeAll(names);
            for (String name : members) {
                List<String> member = new ArrayList<>(steps);
                member.add(name);
                row.open(new FieldPath(member), Missing.SKIP, draft -> draft.remove(name));
            }
        });
    }
}
