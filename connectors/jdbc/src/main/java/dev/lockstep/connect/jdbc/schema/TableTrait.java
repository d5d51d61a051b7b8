/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

/** What else about a table decides how rows get into it. */
public enum TableTrait {
    /** It, or a partition of it, has triggers or rules of the user. */
    TRIGGERS,
    /** Row-level security applies to the connected user. */
    ROW_SECURITY,
    /** There are unique indexes beside the primary key. */
    OTHER_UNIQUE,
    /** Its storage engine knows no transactions. */
    NOT_TRANSACTIONAL
}
