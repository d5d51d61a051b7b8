/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.clean;

import dev.lockstep.transforms.row.ValueStep;
import java.time.DateTimeException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Steps one after the other. Two are equal only if they are the same: plans are found by them for each value. */
final class Chain implements ValueStep {
    private final List<ValueStep> steps;

    Chain(List<ValueStep> steps) {
        this.steps = List.copyOf(steps);
    }

    @Override
    public Typed over(Schema schema) {
        Schema at = schema;
        Work[] works = new Work[steps.size()];
        for (int i = 0; i < works.length; i++) {
            Typed typed = steps.get(i).over(at);
            works[i] = typed.work();
            at = typed.schema();
        }
        return new Typed(at, value -> apply(works, value));
    }

    private static Object apply(Work[] works, Object value) {
        try {
            Object result = value;
            for (Work work : works) {
                result = work.apply(result);
            }
            return result;
        } catch (ArithmeticException | DateTimeException e) {
            // The cause may quote the value, so it is not passed on.
            throw new DataException(
                    "Expected a number or a date within the range of its type, found one beyond it. Check"
                            + " the unit, or write on-error(null)");
        }
    }
}
