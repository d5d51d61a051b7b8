/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** Turns one kind of value into text. Thread-safe. */
@FunctionalInterface
interface ValueWriter {
    /**
     * @param value never null
     * @throws UnwritableValueException when the text could not be read back as the same value
     */
    String write(Object value);
}
