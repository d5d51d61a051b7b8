/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.rule.Suggestion;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;

/** The error that a rule names a field that rows do not have. */
final class MissingField {
    private MissingField() {}

    static DataException of(FieldPath path, String step, List<String> names) {
        String what = step.equals(FieldPath.ELEMENTS) ? "is no list" : "is not there (no " + step + ")";
        return new DataException("Field " + path + " " + what + ". " + Suggestion.among(step, names)
                + ". Correct the rule, or set on.missing.field=skip");
    }
}
