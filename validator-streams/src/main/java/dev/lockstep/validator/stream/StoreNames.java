/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

/** Names of the state stores. Their changelogs carry them, so they never change within a {@code validator.id}. */
public final class StoreNames {
    /**
     * Internal key → what is known of that key; in front of the keys, names, round markers, read positions, scans,
     * references, and pages whose positions have not all been read.
     */
    public static final String ROWS = "rows";

    /** Epoch and internal key → nothing; the keys that wait for a complete round. */
    public static final String UNDECIDED = "undecided";

    /** Table and data partition → records that could not be assigned to a key. */
    public static final String TAINTS = "taints";

    /** Table and internal partition → its sums, and the state of the rounds. */
    public static final String PARTIALS = "partials";

    private StoreNames() {}
}
