/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

/**
 * The validator's summary of one table at one moment, as far as the demo needs it.
 *
 * @param status what the validator says of the table as a whole, such as {@code VERIFIED}
 * @param scan when the last complete scan began, in milliseconds since the epoch; 0 before the first
 * @param unknown rows and records that could not be read or compared
 */
public record TableSummary(
        String status,
        long scan,
        long sourceRows,
        long targetRows,
        String sourceFingerprint,
        String targetFingerprint,
        long verified,
        long pending,
        long divergent,
        long unknown) {
    private static final String VERIFIED = "VERIFIED";

    /** The summary of a table nothing has been said about yet. */
    static final TableSummary NONE = new TableSummary("PENDING", 0, 0, 0, "", "", 0, 0, 0, 0);

    /**
     * Whether it proves exactly {@code rows} rows: by its status, by every count and by equal fingerprints. The counts
     * are looked at as well so that a validator that only claims to be done does not pass.
     */
    public boolean proves(long rows) {
        return status.equals(VERIFIED)
                && sourceRows == rows
                && targetRows == rows
                && verified == rows
                && pending == 0
                && divergent == 0
                && unknown == 0
                && sourceFingerprint.equals(targetFingerprint);
    }
}
