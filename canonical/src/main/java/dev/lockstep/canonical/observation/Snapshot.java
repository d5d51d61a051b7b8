/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.observation;

/**
 * The one state of a database that a reading saw, and its place among all that a run of an observer task has seen. A task
 * counts when it asks for a snapshot, and again once it has it, so the counts order two snapshots unless they were taken
 * at the same time. Immutable.
 *
 * @param at when it was taken, milliseconds since the epoch; for people
 * @param run a random number of the run of the task; 0 where nobody counts
 * @param before the count before it was taken
 * @param after the count after
 */
public record Snapshot(long at, long run, long before, long after) {
    private static final long NO_RUN = 0;

    public Snapshot {
        if (before > after) {
            throw new IllegalArgumentException("Expected before <= after, found " + before + " and " + after);
        }
    }

    /** One that is neither before nor behind any other. */
    public static Snapshot unordered(long at) {
        return new Snapshot(at, NO_RUN, 0, 0);
    }

    /** Whether it was taken before the other for certain. */
    public boolean precedes(Snapshot other) {
        return run != NO_RUN && run == other.run && after < other.before;
    }
}
