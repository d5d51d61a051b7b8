/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.report;

import dev.lockstep.testbed.faults.corpus.Expected;
import dev.lockstep.testbed.faults.corpus.Fault;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What came of one fault.
 *
 * @param expected what had to come
 * @param verdicts what came, without the keys: kind and columns, each once
 * @param seconds from its commit to the last of its verdicts
 * @param moverSeconds from the mover's commit of the change to the last of its verdicts, where the mover brings it about
 * @param resolvedSeconds from mending it to the last verdict's end
 */
public record Result(
        Fault fault,
        Expected expected,
        Outcome outcome,
        List<String> verdicts,
        OptionalDouble seconds,
        OptionalDouble moverSeconds,
        OptionalDouble resolvedSeconds) {
    public Result {
        verdicts = List.copyOf(verdicts);
    }

    /** A fault that is left out. */
    public static Result notPlanted(Fault fault, Expected.NotPlanted expected) {
        OptionalDouble none = OptionalDouble.empty();
        return new Result(fault, expected, Outcome.NOT_PLANTED, List.of(), none, none, none);
    }

    /** Whether it counts in the kill rate. */
    boolean detectable() {
        return expected instanceof Expected.Divergent;
    }
}
