/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.definition;

import java.util.List;

/**
 * The statements that make tables like others.
 *
 * @param before the tables with their primary keys, for rows to be written
 * @param after secondary indexes, then unique and exclusion constraints, then foreign keys: each is checked or built once
 *     over all rows, instead of for every row
 */
public record TableScript(List<String> before, List<String> after) {
    public TableScript {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
