/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.policy.ColumnRules;
import dev.lockstep.connect.jdbc.read.ReadColumn;

/**
 * Two columns that belong together.
 *
 * @param compared false for a column that is only read as part of the key
 */
public record ColumnPair(ReadColumn source, ReadColumn target, ColumnRules rules, boolean compared) {
    /** The source's name, by which rules and reports call the column. */
    public String name() {
        return source.name();
    }
}
