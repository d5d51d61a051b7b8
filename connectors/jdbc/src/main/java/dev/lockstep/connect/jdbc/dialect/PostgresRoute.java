/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.dialect;

/** The ways in which a set of rows gets into a table of PostgreSQL. All give the same rows. */
enum PostgresRoute {
    /** One array parameter for each column, unnested by the statement itself: one round trip. */
    ARRAYS,
    /** COPY into a temporary table of the session, and one statement that merges it into the target. */
    STAGED_COPY,
    /** COPY into the target itself. */
    STRAIGHT_COPY;

    /**
     * What the choice depends on.
     *
     * @param inserts whether rows that are not there are to be inserted
     * @param ownForms whether every cell is in its column type's own form
     * @param plainTable whether a row that is copied into the table fares as one that is inserted: no triggers, rules
     *     or row-level security
     * @param rowsWereNew whether every row that was copied straight into the table so far was a new one
     * @param mayStage whether the user may make temporary tables
     */
    record Facts(
            int rows, boolean inserts, boolean ownForms, boolean plainTable, boolean rowsWereNew, boolean mayStage) {}

    /**
     * From how many rows on COPY costs both sides less than arrays, which need one round trip and no other table.
     *
     * @param straightFrom rows copied into the target itself
     * @param stagedFrom rows copied into a temporary table and merged, so written twice
     * @param straight whether the target itself may be copied into
     */
    record Tuning(int straightFrom, int stagedFrom, boolean straight) {
        /** Measured with rows of ten columns and 214 bytes: see SinkBenchmark. */
        static final Tuning DEFAULT = new Tuning(200, 2_000, true);
    }

    static PostgresRoute of(Facts facts, Tuning tuning) {
        boolean newRows = facts.inserts() && facts.ownForms() && facts.plainTable() && facts.rowsWereNew();
        if (tuning.straight() && newRows && facts.rows() >= tuning.straightFrom()) {
            return STRAIGHT_COPY;
        }
        return facts.mayStage() && facts.rows() >= tuning.stagedFrom() ? STAGED_COPY : ARRAYS;
    }
}
