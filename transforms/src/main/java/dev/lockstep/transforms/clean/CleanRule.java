/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.path.FieldPath;
import dev.lockstep.transforms.row.RowDraft;
import dev.lockstep.transforms.row.RowRule;
import dev.lockstep.transforms.row.ValueStep;
import dev.lockstep.transforms.rule.Call;
import dev.lockstep.transforms.rule.FieldRule;
import dev.lockstep.transforms.rule.RuleLine;
import java.util.ArrayList;
import java.util.List;

/** Steps that clean one field, or one field of every element of a list. */
public final class CleanRule implements RowRule {
    private final FieldPath path;
    private final ValueStep steps;
    private final RowDraft.Missing missing;

    private CleanRule(FieldPath path, ValueStep steps, RowDraft.Missing missing) {
        this.path = path;
        this.steps = steps;
        this.missing = missing;
    }

    /**
     * Reads a rule such as {@code birth: trim parse-date('dd.MM.yyyy') on-error(null)}.
     *
     * @param missing what becomes of it where the field is not there
     * @throws IllegalArgumentException when it is none; the message names the rule and what to write
     */
    public static CleanRule parse(RuleLine line, RowDraft.Missing missing) {
        FieldRule rule = FieldRule.parse(line);
        try {
            return new CleanRule(rule.path(), steps(rule.calls()), missing);
        } catch (IllegalArgumentException e) {
            throw line.wrong(e.getMessage());
        }
    }

    private static ValueStep steps(List<Call> calls) {
        int last = calls.size() - 1;
        boolean caught = last > 0 && calls.get(last).name().equals(OnError.NAME);
        List<ValueStep> steps = new ArrayList<>();
        for (Call call : caught ? calls.subList(0, last) : calls) {
            steps.add(Steps.of(call));
        }
        Chain chain = new Chain(steps);
        return caught ? OnError.parse(calls.get(last), chain) : chain;
    }

    @Override
    public void apply(RowDraft row) {
        row.open(path, missing, draft -> draft.change(path.last(), steps));
    }
}
