/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

/** What a sink makes of changes, by its settings. */
public enum SinkHabit {
    /** It applies every change. */
    USUAL,
    /** It leaves deletes out. */
    WITHOUT_DELETES,
    /** It inserts rows, and leaves those alone that are there. */
    SKIPS_EXISTING,
    /** It updates rows that are there, and inserts none. */
    UPDATES_ONLY
}
