/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.transforms.row.Computation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** A computation for rows as they were before a change: where a value it reads is missing, so is what it would give. */
record LenientComputation(Computation computation) implements Computation {
    @Override
    public List<String> inputs() {
        return computation.inputs();
    }

    @Override
    public Typed over(Function<String, Schema> schemas) {
        Typed typed = computation.over(schemas);
        return new Typed(typed.schema(), (inputs, message) -> {
            try {
                return typed.work().apply(inputs, message);
            } catch (DataException e) {
                if (Arrays.stream(inputs).anyMatch(Objects::isNull)) {
                    return null;
                }
                throw e;
            }
        });
    }
}
