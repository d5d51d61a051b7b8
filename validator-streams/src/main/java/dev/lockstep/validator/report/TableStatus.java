/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

/** What a summary line says of a whole table. */
public enum TableStatus {
    /** Every row is verified, nothing is unknown, and both fingerprints are the same. */
    VERIFIED,
    /** At least one key is divergent. */
    DIVERGENT,
    /** None is known to be divergent, and something could not be read or compared. */
    UNKNOWN,
    /** None of these: something waits to be decided. */
    PENDING
}
