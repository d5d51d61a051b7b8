/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.List;
import java.util.Set;

/** What has to come of a fault. */
public sealed interface Expected {
    /** Exactly these verdicts. */
    record Divergent(List<Verdict> verdicts) implements Expected {}

    /** No verdict, because nothing is lost. */
    record Equal(String because) implements Expected {}

    /** No verdict, although something is wrong. */
    record Unseen(String because) implements Expected {}

    /** Nothing: it cannot come about with this mover, or chance decides what comes of it. */
    record NotPlanted(String because) implements Expected {}

    /**
     * A verdict.
     *
     * @param key as JSON
     * @param kinds any of these
     * @param columns those that differ; empty for kinds that name none
     */
    record Verdict(String table, String key, Set<Kind> kinds, List<String> columns) {}
}
