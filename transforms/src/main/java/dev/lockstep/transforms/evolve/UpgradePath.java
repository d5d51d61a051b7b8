/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.RowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that lead from a version to the target: those of all versions between, one after the other. Immutable. */
record UpgradePath(Versions versions, int target, VersionSource source, OnUnknownField onUnknownField) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /**
     * Of rows of a version.
     *
     * @param hasUnknown whether they have fields that the version does not name
     * @param hasVersionField whether a field of theirs told the version
     * @return none where nothing is to be done
     */
    List<RowRule> rules(int from, boolean hasUnknown, boolean hasVersionField) {
        List<RowRule> rules = new ArrayList<>();
        String field = source.field();
        boolean isFieldNamed = isNamed(field, from);
        if (hasVersionField && !isFieldNamed) {
            rules.add(row -> {
                if (row.root().has(field)) {
                    row.root().remove(field);
                }
            });
        }
        if (onUnknownField == OnUnknownField.DROP && (hasUnknown || from < target)) {
            rules.add(new UnknownFields(versions.all().get(from)));
        }
        if (from == target) {
            return rules;
        }
        List<Migration> ways = versions.between(from, target);
        for (int i = 0; i < ways.size(); i++) {
            rules.add(new Hop(ways.get(i), i == 0));
        }
        String name = versions.names().get(target);
        if (isNamed(field, target)) {
            rules.add(
                    stamp(versions.all().get(target).field(FieldPath.of(field)).orElseThrow(), name));
        }
        if (NUMBER.matcher(name).matches()) {
            int number = Integer.parseInt(name);
            rules.add(row -> row.version(number));
        }
        return rules;
    }

    private boolean isNamed(String field, int version) {
        return !field.isEmpty()
                && versions.all().get(version).field(FieldPath.of(field)).isPresent();
    }

    /** The field that told the version tells the new one from now on. */
    private static RowRule stamp(FieldDefinition field, String version) {
        Optional<DefaultValue> name = Optional.of(DefaultValue.quoted(version));
        Constant stamp = new Constant(field.type(), name);
        FieldShape current = new FieldShape(field, false, true);
        FieldShape before = new FieldShape(field, false, false);
        return row -> {
            row.root().compute(field.path().last(), stamp);
            row.root().change(field.path().last(), row.isCurrent() ? current : before);
        };
    }
}
