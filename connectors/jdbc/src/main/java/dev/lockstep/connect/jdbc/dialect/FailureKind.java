/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

/** What is to be done about a failed statement. */
public enum FailureKind {
    /** An outage, a conflict with another session, a lack of room: the same statement may succeed later. */
    RETRIABLE,
    /** The data of at least one row: no retry helps, the other rows are fine. */
    BAD_RECORD,
    /** Anything else; someone has to act. */
    FATAL
}
