/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.rule.RuleLine;
import java.util.Optional;

/**
 * One field of a version. Immutable.
 *
 * @param line where it was written
 * @param isRequired whether null is refused
 * @param was what it was called in the version before, where that was another name
 * @param step what it is worked out from, where it is
 */
record FieldDefinition(
        RuleLine line,
        FieldPath path,
        DeclaredType type,
        boolean isRequired,
        Optional<DefaultValue> defaultValue,
        Optional<FieldPath> was,
        Optional<Step> step) {
    /** @param text as it was written */
    record Step(String text, Computation expression) {}

    /** Where its values stand in the version before, if they do. */
    FieldPath source() {
        return was.orElse(path);
    }

    /** Whether rows look the same in it: their types, what may be null, and what stands in for null. */
    boolean isSameAs(FieldDefinition other) {
        return type.equals(other.type) && isRequired == other.isRequired && defaultValue.equals(other.defaultValue);
    }
}
