/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** What the target was seen to hold for a key. */
public sealed interface Observation {
    Image image();

    /** When it was seen, milliseconds since the epoch; shown to people, never compared. */
    long at();

    /** At one instant between two positions: what an observer read. */
    record Sample(Image image, Window window, long at) implements Observation {
        /** In place of the window of a sample that verified its key, which is not kept. */
        public static final Window AT_REST = new Window(0, 0);
    }

    /**
     * From one change of the target to the next: what a capture of the target reported.
     *
     * @param sequence the place in the validator's own order of observations at which this content was first seen
     * @param position of the last record that says so, in the target's topic
     */
    record Change(Image image, long sequence, Position position) implements Observation {
        @Override
        public long at() {
            return position.timestamp();
        }
    }
}
