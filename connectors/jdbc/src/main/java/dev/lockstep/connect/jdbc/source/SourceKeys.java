/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds settings that are neither ours nor Connect's: a misspelt one would otherwise leave a default in force. Pure. */
final class SourceKeys {
    private static final Set<String> CONNECT_KEYS = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "task.class",
            "tasks.max",
            "tasks.max.enforce",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload",
            "exactly.once.support",
            "transaction.boundary",
            "transaction.boundary.interval.ms",
            "initial_state");
    private static final List<String> CONNECT_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "topic.creation.",
            "consumer.override.",
            "producer.override.",
            "admin.override.",
            "offsets.",
            "config.providers");

    /** What other JDBC sources call what we have. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "table.whitelist",
            ChunkedJdbcSourceConfig.INCLUDE,
            "table.blacklist",
            ChunkedJdbcSourceConfig.EXCLUDE,
            "timestamp.column.name",
            ChunkedJdbcSourceConfig.TIMESTAMP,
            "incrementing.column.name",
            ChunkedJdbcSourceConfig.INCREMENTING,
            "batch.max.rows",
            ChunkedJdbcSourceConfig.PAGE_ROWS,
            "timestamp.delay.interval.ms",
            ChunkedJdbcSourceConfig.POLL_LAG);

    private static final Pattern OVERRIDE = Pattern.compile("overrides\\.([^.]+)\\..+");

    private SourceKeys() {}

    static List<ConfigProblem> problems(Collection<String> keys, List<String> overrides) {
        return new TreeSet<>(keys)
                .stream()
                        .filter(key -> !isKnown(key, overrides))
                        .map(key -> new ConfigProblem(key, message(key, overrides)))
                        .toList();
    }

    private static boolean isKnown(String key, List<String> overrides) {
        return ChunkedJdbcSourceConfig.DEFINITION.names().contains(key)
                || CONNECT_KEYS.contains(key)
                || CONNECT_PREFIXES.stream().anyMatch(key::startsWith)
                || ours(overrides).contains(key);
    }

    /** Our settings, with those of each override. */
    private static List<String> ours(List<String> overrides) {
        List<String> ours = new ArrayList<>(ChunkedJdbcSourceConfig.DEFINITION.names());
        for (String override : overrides) {
            ChunkedJdbcSourceConfig.OVERRIDABLE.forEach(key -> ours.add(TableOverride.key(override, key)));
        }
        return ours;
    }

    private static String message(String key, List<String> overrides) {
        String message = "Unknown setting \"" + key + "\"";
        Matcher override = OVERRIDE.matcher(key);
        if (override.matches() && !overrides.contains(override.group(1))) {
            return message + ": add \"" + override.group(1) + "\" to overrides, or remove it";
        }
        return Optional.ofNullable(ELSEWHERE.get(key))
                .or(() -> nearest(key, ours(overrides)))
                .map(near -> message + ": did you mean \"" + near + "\"?")
                .orElse(message + ". Remove it");
    }

    private static Optional<String> nearest(String key, List<String> known) {
        return known.stream()
                .filter(ours -> distance(key, ours) <= Math.max(4, ours.length() / 3))
                .min(Comparator.comparingInt(ours -> distance(key, ours)));
    }

    /** Insertions, deletions and replacements that make one text of the other. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
