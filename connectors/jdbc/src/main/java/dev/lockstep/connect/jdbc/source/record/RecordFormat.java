/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.record;

/** What a record's value is. */
public enum RecordFormat {
    /** Change capture's envelope, with the row as what a read found. */
    ENVELOPE,
    /** The bare row. */
    ROW
}
