/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.schema;

/**
 * One column of a target table.
 *
 * @param textIsIdentity whether different texts are different values under the column's collation; true for a column
 *     that has none
 */
public record ColumnDefinition(
        String name, ColumnType type, boolean nullable, boolean hasDefault, Filling filling, boolean textIsIdentity) {

    /** Who fills the column. */
    public enum Filling {
        /** Whoever writes the row. */
        WRITER,
        /** {@code generated always as identity}: the server, unless told otherwise; never by an update. */
        IDENTITY_ALWAYS,
        /** {@code generated always as (…)}: the server alone. */
        COMPUTED
    }

    public static ColumnDefinition plain(String name, ColumnType type, boolean nullable) {
        return new ColumnDefinition(name, type, nullable, false, Filling.WRITER, true);
    }

    public boolean computed() {
        return filling == Filling.COMPUTED;
    }

    /** Whether a row that says nothing of this column cannot be stored. */
    public boolean required() {
        return !nullable && !hasDefault && filling == Filling.WRITER;
    }
}
