/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** Turns one kind of value into the content of a cell. Thread-safe. */
@FunctionalInterface
interface CellWriter {
    /**
     * @param value never null
     * @return whether the content is in the column type's own form; otherwise it is text that the server has to read
     * @throws UnwritableValueException when the value does not belong into the column
     */
    boolean write(Object value, RowBuffer out);
}
