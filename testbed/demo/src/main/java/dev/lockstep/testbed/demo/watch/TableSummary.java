/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

/**
 * The validator's summary of one table at one moment, as far as the demo needs it.
 *
 * @param state what the validator says of the table as a whole, such as {@code VERIFIED}
 * @param round the last complete round the summary rests on
 */
public record TableSummary(
        String state,
        long round,
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
     * Whether it proves exactly {@code rows} rows: by its state, by every count and by equal fingerprints. The counts
     * are looked at as well so that a validator that only claims to be done does not pass.
     */
    public boolean proves(long rows) {
        return state.equals(VERIFIED)
                && sourceRows == rows
                && targetRows == rows
                && verified == rows
                && pending == 0
                && divergent == 0
                && unknown == 0
                && sourceFingerprint.equals(targetFingerprint);
    }
}
