/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says belongs together. Immutable.
 *
 * @param tables target table by source table; empty when tables are paired by name
 * @param columns target column by source column, or by {@code table.column} for one table only
 * @param keys key columns by source table, for tables that have no key or another one on either side
 * @param leftOut tables of either side that are not compared
 */
public record Names(
        Map<String, String> tables, Map<String, String> columns, Map<String, List<String>> keys, Set<String> leftOut) {
    public static final Names NONE = new Names(Map.of(), Map.of(), Map.of());

    public Names(Map<String, String> tables, Map<String, String> columns, Map<String, List<String>> keys) {
        this(tables, columns, keys, Set.of());
    }

    /**
     * Reads {@code a=b,c}: a belongs to b, and c to the c of the other side.
     *
     * @throws IllegalArgumentException when a name is missing or stands twice
     */
    public static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : text.split(",", -1)) {
            String[] names = word.strip().split("=", -1);
            boolean well = names.length <= 2 && Arrays.stream(names).noneMatch(String::isBlank);
            if (!well || pairs.put(names[0], names[names.length - 1]) != null) {
                throw new IllegalArgumentException(
                        "Expected names as in a=b,c with every source name once, found `" + text + "`");
            }
        }
        return pairs;
    }

    /** Reads {@code table=column+column,…}. */
    public static Map<String, List<String>> keys(String text) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        pairs(text).forEach((table, columns) -> keys.put(table, List.of(columns.split("\\+", -1))));
        return keys;
    }

    String targetColumn(String table, String column) {
        return Optional.ofNullable(columns.get(table + "." + column)).orElse(columns.getOrDefault(column, column));
    }
}
