/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import dev.lockstep.connect.jdbc.read.TableName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which tables are read: patterns of {@code schema.table}, each of which must match the whole name.
 *
 * @param include none for all
 */
public record TableFilter(List<Pattern> include, List<Pattern> exclude) {
    public TableFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    public boolean takes(TableName table) {
        String name = table.toString();
        return (include.isEmpty() || matches(include, name)) && !matches(exclude, name);
    }

    public static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
