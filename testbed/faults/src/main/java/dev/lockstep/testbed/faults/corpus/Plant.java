/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.List;

/** How a fault is brought about. SQL holds the places of {@link RowNumbers}. */
public sealed interface Plant {
    /** Whether the mover brings the fault about, when it carries a change over. */
    default boolean byMover() {
        return !(this instanceof OnTarget || this instanceof AfterArrival);
    }

    /** Somebody changes the target behind the mover's back. */
    record OnTarget(List<String> target) implements Plant {}

    /**
     * The source changes, the mover carries it over, and then somebody changes the target.
     *
     * @param arrived a query that says {@code true} at the target as soon as the change is there
     */
    record AfterArrival(List<String> source, String arrived, List<String> target) implements Plant {}

    /**
     * The target refuses a row, so that it goes to the dead letter queue.
     *
     * @param rule makes the target refuse it
     * @param lift takes that away again, when the fault is mended
     */
    record Refused(List<String> rule, List<String> source, List<String> lift) implements Plant {}

    /**
     * A rule of the target takes a change for done and keeps it out, so that nobody is told.
     *
     * @param rule makes the target do so
     * @param lift takes that away again, when the fault is mended
     */
    record Swallowed(List<String> rule, List<String> source, List<String> lift) implements Plant {}

    /** The source changes, and nobody does anything else: what goes wrong the mover does. */
    record Carried(List<String> source) implements Plant {}

    /** The mover has another habit while the source changes. Nothing else writes meanwhile. */
    record SinkWith(SinkHabit habit, List<String> source) implements Plant {}

    /** The capture of the source sends only these operations while the source changes. Nothing else writes meanwhile. */
    record CaptureOf(String operations, List<String> source) implements Plant {}
}
