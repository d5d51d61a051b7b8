/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source;

import dev.lockstep.connect.jdbc.plugin.ConfigProblem;
import dev.lockstep.connect.jdbc.plugin.UnknownKeys;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings that are neither the source's nor Connect's. Pure. */
final class SourceKeys {
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
        return UnknownKeys.SOURCE.problems(keys, ours(overrides), key -> advice(key, overrides));
    }

    /** Our settings, with those of each override. */
    private static Set<String> ours(List<String> overrides) {
        Set<String> ours = new LinkedHashSet<>(ChunkedJdbcSourceConfig.DEFINITION.names());
        for (String override : overrides) {
            ChunkedJdbcSourceConfig.OVERRIDABLE.forEach(key -> ours.add(TableOverride.key(override, key)));
        }
        return ours;
    }

    private static Optional<String> advice(String key, List<String> overrides) {
        Matcher override = OVERRIDE.matcher(key);
        if (override.matches() && !overrides.contains(override.group(1))) {
            return Optional.of(": add \"" + override.group(1) + "\" to overrides, or remove it");
        }
        return Optional.ofNullable(ELSEWHERE.get(key)).map(UnknownKeys::didYouMean);
    }
}
