/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

/**
 * A divergent row: what a verdict says, and what a harm must lead to.
 *
 * @param table the table without schema, {@code lineitem}
 * @param key the primary key as a JSON array without blanks, {@code [1,2]}
 */
public record Finding(String table, String key, Divergence kind) {
    @Override
    public String toString() {
        return kind + " " + table + " " + key;
    }
}
