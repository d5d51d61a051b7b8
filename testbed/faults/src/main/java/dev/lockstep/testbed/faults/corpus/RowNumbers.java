/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

/**
 * The rows that belong to one fault alone. In SQL and keys {@code {1}} and {@code {2}} are rows that are there, {@code {n}} is
 * one that is not.
 *
 * @param first the first of {@value #EACH} rows
 */
public record RowNumbers(long first) {
    /** Rows there are for a fault. */
    public static final int EACH = 4;

    static final long NEW = 1_000_000;

    /** Those of the fault at this place of the corpus. */
    public static RowNumbers at(int index) {
        return new RowNumbers((long) index * EACH + 1);
    }

    /** A row that no fault needs: it is changed to see whether changes are seen at all. */
    public long canary() {
        return first + EACH - 1;
    }

    /** A row that is not there before. */
    public long added() {
        return NEW + first;
    }

    public String in(String text) {
        return text.replace("{1}", Long.toString(first))
                .replace("{2}", Long.toString(first + 1))
                .replace("{n}", Long.toString(added()));
    }
}
