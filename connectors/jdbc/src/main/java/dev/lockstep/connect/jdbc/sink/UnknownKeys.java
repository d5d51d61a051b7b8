/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds settings that are neither ours nor Connect's: a misspelt one would otherwise leave a default in force. Pure. */
final class UnknownKeys {
    private static final Set<String> CONNECT_KEYS = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "task.class",
            "tasks.max",
            "tasks.max.enforce",
            "topics",
            "topics.regex",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "config.action.reload",
            "exactly.once.support",
            "initial_state");
    private static final List<String> CONNECT_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "consumer.override.",
            "producer.override.",
            "admin.override.",
            "config.providers");

    private UnknownKeys() {}

    static List<ConfigProblem> problems(Collection<String> keys) {
        return new TreeSet<>(keys)
                .stream()
                        .filter(key -> !isKnown(key))
                        .map(key -> new ConfigProblem(key, message(key)))
                        .toList();
    }

    private static boolean isKnown(String key) {
        return BulkJdbcSinkConfig.DEFINITION.names().contains(key)
                || CONNECT_KEYS.contains(key)
                || CONNECT_PREFIXES.stream().anyMatch(key::startsWith);
    }

    private static String message(String key) {
        String message = "Unknown setting \"" + key + "\"";
        return nearest(key)
                .map(near -> message + ": did you mean \"" + near + "\"?")
                .orElse(message + ". Remove it");
    }

    private static Optional<String> nearest(String key) {
        return BulkJdbcSinkConfig.DEFINITION.names().stream()
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
