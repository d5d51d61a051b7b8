/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

/** By what a table is parted and read. */
public enum PlanKind {
    /** Values of the key, a page after the other. */
    KEYS,
    /** Blocks of a PostgreSQL heap. */
    BLOCKS,
    /** One lane that can only be read from its beginning to its end. */
    WHOLE
}
