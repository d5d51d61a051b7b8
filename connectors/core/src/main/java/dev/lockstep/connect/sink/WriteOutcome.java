/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

/** What became of a set of changes: all of it or nothing. */
public sealed interface WriteOutcome {
    /** Every change of the set is in the transaction. */
    record Written() implements WriteOutcome {}

    /**
     * The target refused the data of at least one change, and none of the set is in the transaction.
     *
     * @param problem what was refused and why, without row values and without coordinates
     */
    record Refused(String problem) implements WriteOutcome {}
}
