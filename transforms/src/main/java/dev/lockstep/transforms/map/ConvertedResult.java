/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.map;

import dev.lockstep.transforms.row.Computation;
import dev.lockstep.transforms.row.ValueStep;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/** A computation whose result goes through a step. */
record ConvertedResult(Computation computation, ValueStep step) implements Computation {
    @Override
    public List<String> inputs() {
        return computation.inputs();
    }

    @Override
    public Typed over(Function<String, Schema> schemas) {
        Typed result = computation.over(schemas);
        ValueStep.Typed converted = step.over(result.schema());
        return new Typed(
                converted.schema(),
                (inputs, message) -> converted.work().apply(result.work().apply(inputs, message)));
    }
}
