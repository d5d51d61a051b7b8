/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

/** What a record that holds a row does to its target. */
public enum WriteMode {
    /** The row is there afterwards, with these values, whether it was there before or not. */
    UPSERT,
    /** Every record is one new row. A row that is there already is an error of that record; deletes are. */
    INSERT,
    /** The row is added if it is not there; one that is there keeps what it holds. */
    SKIP_EXISTING,
    /** The row gets these values if it is there; no row is added. */
    UPDATE_ONLY
}
