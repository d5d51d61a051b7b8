/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import java.util.List;

/**
 * What is compared of a table, as its observers say.
 *
 * @param columns names of the columns
 */
public record Compared(String algorithm, String policy, List<String> columns) {
    public Compared {
        columns = List.copyOf(columns);
    }
}
