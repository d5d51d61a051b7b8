/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.history;

/** Where it is written down which schemas were migrated. Thread-safe. */
public interface History extends AutoCloseable {
    /** Nothing is written down. */
    History NONE = new History() {
        @Override
        public void migrated(HistoryEntry entry) {
            // Nobody wants to know.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    };

    /** Writes an entry down, soon. Never blocks for long and never fails: what cannot be written is a warning. */
    void migrated(HistoryEntry entry);

    /** Writes what is still to be written, for a bounded time. */
    @Override
    void close();
}
