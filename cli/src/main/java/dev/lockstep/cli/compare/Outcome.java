/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

/** How a comparison ends, of a table or of all; what cannot be told outweighs what differs. */
public enum Outcome {
    EQUAL,
    DIFFERENT,
    /** Something could not be compared: never a pass, and never only a difference. */
    INCOMPLETE;

    /** What both together amount to. */
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
