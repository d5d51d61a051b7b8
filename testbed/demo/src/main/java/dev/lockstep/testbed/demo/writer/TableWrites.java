/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

/** Committed row changes of one table. */
public record TableWrites(long inserted, long updated, long deleted) {
    /** No change at all. */
    public static final TableWrites NONE = new TableWrites(0, 0, 0);

    /** Both together. */
    public TableWrites plus(TableWrites other) {
        return new TableWrites(inserted + other.inserted, updated + other.updated, deleted + other.deleted);
    }

    /** By how many rows the table has grown; negative if it has shrunk. */
    public long growth() {
        return inserted - deleted;
    }

    /** Row changes of any kind. */
    public long total() {
        return inserted + updated + deleted;
    }
}
