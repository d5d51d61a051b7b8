/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds settings that are neither ours nor Connect's: a misspelt one would otherwise leave a default in force. Pure. */
public final class UnknownKeys {
    /** Those of every connector. */
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

    public static final UnknownKeys SINK = new UnknownKeys(Set.of("topics", "topics.regex"), List.of());
    public static final UnknownKeys SOURCE = new UnknownKeys(
            Set.of("transaction.boundary", "transaction.boundary.interval.ms"), List.of("topic.creation.", "offsets."));

    /** A source with a consumer of its own. */
    public static final UnknownKeys OBSERVER = new UnknownKeys(
            Set.of("transaction.boundary", "transaction.boundary.interval.ms"),
            List.of("topic.creation.", "offsets.", "consumer.", "data.key.converter.", "aggregate.columns."));

    private final Set<String> keys;
    private final List<String> prefixes;

    private UnknownKeys(Set<String> keys, List<String> prefixes) {
        this.keys = keys;
        this.prefixes = prefixes;
    }

    /** @param ours the connector's own settings */
    public List<ConfigProblem> problems(Collection<String> given, Collection<String> ours) {
        return problems(given, ours, key -> Optional.empty());
    }

    /** @param advice what to do about an unknown setting, where more is known of it than its spelling */
    public List<ConfigProblem> problems(
            Collection<String> given, Collection<String> ours, Function<String, Optional<String>> advice) {
        return new TreeSet<>(given)
                .stream()
                        .filter(key -> !ours.contains(key) && !isOfConnect(key))
                        .map(key -> new ConfigProblem(key, message(key, ours, advice)))
                        .toList();
    }

    private boolean isOfConnect(String key) {
        return CONNECT_KEYS.contains(key)
                || keys.contains(key)
                || Stream.concat(CONNECT_PREFIXES.stream(), prefixes.stream()).anyMatch(key::startsWith);
    }

    private static String message(String key, Collection<String> ours, Function<String, Optional<String>> advice) {
        return "Unknown setting \"" + key + "\""
                + advice.apply(key)
                        .or(() -> nearest(key, ours).map(UnknownKeys::didYouMean))
                        .orElse(". Remove it");
    }

    /** The advice to use another setting. */
    public static String didYouMean(String setting) {
        return ": did you mean \"" + setting + "\"?";
    }

    private static Optional<String> nearest(String key, Collection<String> known) {
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
