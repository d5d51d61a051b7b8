/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

/**
 * A row as verdicts name it.
 *
 * @param key as JSON without blanks; {@code null} for records that belong to no row
 */
public record RowName(String table, String key) {
    @Override
    public String toString() {
        return table + " " + key;
    }
}
