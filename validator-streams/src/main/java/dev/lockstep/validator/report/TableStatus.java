/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

/** What a summary line says of a whole table. */
public enum TableStatus {
    /** Every row is verified, nothing is unknown, and both fingerprints are the same. */
    VERIFIED,
    /** All of this of the sample; of other rows nothing is said. */
    SAMPLE_VERIFIED,
    /** Only the number of rows was compared, and it is explained. */
    COUNT_VERIFIED,
    /**
     * At least one key is divergent, or the number of rows where only that is compared, or a row refers to one that the
     * source has and the target has not.
     */
    DIVERGENT,
    /** None is known to be divergent, and something could not be read or compared. */
    UNKNOWN,
    /** None of these: something waits to be decided. */
    PENDING
}
