/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.row;

/** One change to rows, written once for rows with schema and without. Immutable and thread-safe. */
@FunctionalInterface
public interface RowRule {
    /** @throws org.apache.kafka.connect.errors.DataException when the row cannot be changed so */
    void apply(RowDraft row);
}
