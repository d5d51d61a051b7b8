/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

/** What became of a value on its way into a row. */
public enum Cell {
    /** It is there in the column type's own form. NULL is a value of any form. */
    OWN_FORM,
    /** It is there as text that the server has to read. */
    TEXT,
    /** Nothing was written: the record does not hold the value, only change capture's placeholder for it. */
    UNAVAILABLE
}
