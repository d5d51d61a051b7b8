/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.read;

import java.util.OptionalLong;

/**
 * A part of a table. The lanes of one {@link ReadableDatabase#lanes} call keep to:
 *
 * <ul>
 *   <li><b>C (cover)</b> every row of the snapshot is in a lane: the first and the last have no outer bound.
 *   <li><b>D (disjoint)</b> no row is in two.
 * </ul>
 */
public sealed interface Lane {
    /** The whole table. */
    record Whole() implements Lane {}

    /** Blocks of a PostgreSQL heap: from inclusive, to exclusive. */
    record Blocks(OptionalLong from, OptionalLong to) implements Lane {}

    /** Values of an integer key column: from inclusive, to exclusive. */
    record KeyRange(String column, OptionalLong from, OptionalLong to) implements Lane {}
}
