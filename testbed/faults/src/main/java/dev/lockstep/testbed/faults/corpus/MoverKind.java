/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

/** What writes the target. */
public enum MoverKind {
    /** BulkJdbcSink. */
    LOCKSTEP,
    /** Debezium's JDBC sink. */
    DEBEZIUM
}
