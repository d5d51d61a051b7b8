/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Steps and computations over values without schema, each worked out once. Thread-safe. */
final class LiveSteps {
    private final Map<ValueStep, ValueStep.Work> steps = new ConcurrentHashMap<>();
    private final Map<Computation, Computation.Work> computations = new ConcurrentHashMap<>();

    ValueStep.Work of(ValueStep step) {
        return steps.computeIfAbsent(step, made -> made.over(null).work());
    }

    Computation.Work of(Computation computation) {
        return computations.computeIfAbsent(computation, made -> made.over(null).work());
    }
}
