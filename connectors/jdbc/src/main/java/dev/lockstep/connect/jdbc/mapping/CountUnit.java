/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** In which unit a record without schema counts times and timestamps. */
public enum CountUnit {
    /** Nobody has said: such a number is refused. */
    NONE,
    MILLISECONDS,
    MICROSECONDS,
    NANOSECONDS,
    /**
     * As change capture does by default, where the columns of both sides keep the same fraction of a second: timestamps
     * with three digits or less in milliseconds, times and timestamps with more in microseconds.
     */
    ADAPTIVE
}
