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
 * @param resolvedSeconds from mending it to the last verdict's end
 */
public record Result(
        Fault fault,
        Expected expected,
        Outcome outcome,
        List<String> verdicts,
        OptionalDouble seconds,
        OptionalDouble resolvedSeconds) {
    public Result {
        verdicts = List.copyOf(verdicts);
    }

    /** Whether it counts in the kill rate. */
    boolean detectable() {
        return expected instanceof Expected.Divergent;
    }
}
