/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.canonical.policy;

import java.util.Map;

/**
 * The part of a policy that one table is digested under. Immutable and thread-safe.
 *
 * @param id of the whole policy
 * @param columns the rules of columns that have any
 */
public record TablePolicy(String id, Map<String, ColumnRules> columns) {
    public static final TablePolicy EXACT = new TablePolicy(Policy.EXACT_ID, Map.of());

    public TablePolicy {
        columns = Map.copyOf(columns);
    }

    public ColumnRules rules(String column) {
        return columns.getOrDefault(column, ColumnRules.NONE);
    }

    public Grade grade(String column) {
        return rules(column).grade();
    }

    /** Whether rows may be equal under this policy that are not equal strictly. */
    public boolean hasRules() {
        return !columns.isEmpty();
    }
}
