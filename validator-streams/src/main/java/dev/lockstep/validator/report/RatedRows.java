/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.report;

import dev.lockstep.canonical.quality.Quality;
import dev.lockstep.canonical.quality.Quality.Dimension;
import dev.lockstep.canonical.quality.Quality.Tally;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * How rows stood up to their rules, added up. Immutable.
 *
 * @param rows of which it is known
 * @param violating rows of which a rule did not hold
 * @param rules in how many rows each did not hold, by its name; those that held everywhere are not there
 * @param held how many rules held, of all rows together
 * @param asked how many there were
 */
public record RatedRows(
        long rows, long violating, Map<String, Long> rules, Map<Dimension, Long> held, Map<Dimension, Long> asked) {
    public static final RatedRows NONE = new RatedRows(0, 0, Map.of(), Map.of(), Map.of());

    public RatedRows {
        rules = Map.copyOf(rules);
        held = Map.copyOf(held);
        asked = Map.copyOf(asked);
    }

    /** @param times 1 to add the row, −1 to take it off */
    public RatedRows with(Quality row, int times) {
        Map<String, Long> failed = rules;
        if (!row.violated().isEmpty()) {
            failed = new TreeMap<>(rules);
            for (String rule : new LinkedHashSet<>(row.violated())) {
                add(failed, rule, times);
            }
        }
        Map<Dimension, Long> good = new EnumMap<>(Dimension.class);
        good.putAll(held);
        Map<Dimension, Long> all = new EnumMap<>(Dimension.class);
        all.putAll(asked);
        for (Dimension dimension : Dimension.values()) {
            Tally tally = row.tallies().get(dimension);
            add(good, dimension, (long) times * tally.held());
            add(all, dimension, (long) times * tally.rules());
        }
        return new RatedRows(rows + times, violating + (row.violated().isEmpty() ? 0 : times), failed, good, all);
    }

    RatedRows plus(RatedRows other) {
        Map<String, Long> failed = new TreeMap<>(rules);
        other.rules.forEach((rule, count) -> add(failed, rule, count));
        Map<Dimension, Long> good = new EnumMap<>(Dimension.class);
        good.putAll(held);
        other.held.forEach((dimension, count) -> add(good, dimension, count));
        Map<Dimension, Long> all = new EnumMap<>(Dimension.class);
        all.putAll(asked);
        other.asked.forEach((dimension, count) -> add(all, dimension, count));
        return new RatedRows(rows + other.rows, violating + other.violating, failed, good, all);
    }

    private static <K> void add(Map<K, Long> counts, K key, long more) {
        if (counts.merge(key, more, Long::sum) == 0) {
            counts.remove(key);
        }
    }
}
