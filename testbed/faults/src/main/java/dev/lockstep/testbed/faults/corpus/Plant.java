/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.List;
import java.util.Map;

/** How a fault is brought about. SQL holds the places of {@link RowNumbers}. */
public sealed interface Plant {
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

    /** The mover has other settings while the source changes. Nothing else writes meanwhile. */
    record SinkWith(Map<String, String> settings, List<String> source) implements Plant {}

    /** The capture of the source sends only these operations while the source changes. Nothing else writes meanwhile. */
    record CaptureOf(String operations, List<String> source) implements Plant {}
}
