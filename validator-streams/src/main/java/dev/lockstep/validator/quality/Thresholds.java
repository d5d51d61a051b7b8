/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.quality;

import dev.lockstep.canonical.quality.Quality.Dimension;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The least score that tables must have, by dimension. Immutable.
 *
 * @param byTable {@value #ALL} stands for tables that have none of their own in a dimension
 */
public record Thresholds(Map<String, Map<Dimension, BigDecimal>> byTable) {
    public static final Thresholds NONE = new Thresholds(Map.of());

    private static final String ALL = "*";

    public Thresholds {
        byTable = Map.copyOf(byTable);
    }

    /** @throws IllegalArgumentException when an entry is wrong; the message names it and says what to write */
    public static Thresholds parse(List<String> entries) {
        Map<String, Map<Dimension, BigDecimal>> all = new HashMap<>();
        for (String entry : entries) {
            int colon = entry.lastIndexOf(':');
            int dot = entry.lastIndexOf('.', colon < 0 ? 0 : colon);
            if (colon < 0 || dot < 1) {
                throw new IllegalArgumentException("expected <table>.<dimension>:<number>, such as"
                        + " public.users.completeness:0.99 or *.accuracy:0.95, found " + entry);
            }
            Dimension dimension =
                    dimension(entry, entry.substring(dot + 1, colon).strip());
            BigDecimal least = number(entry, entry.substring(colon + 1).strip());
            if (all.computeIfAbsent(entry.substring(0, dot).strip(), any -> new EnumMap<>(Dimension.class))
                            .put(dimension, least)
                    != null) {
                throw new IllegalArgumentException(entry.substring(0, colon) + " is there twice");
            }
        }
        return new Thresholds(all);
    }

    private static Dimension dimension(String entry, String text) {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("found " + entry + ": there is no dimension " + text
                        + ", expected "
                        + Arrays.stream(Dimension.values()).map(Dimension::text).collect(Collectors.joining(", "))));
    }

    private static BigDecimal number(String entry, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("found " + entry + ": expected a number from 0 to 1, found " + text);
        }
        throw new IllegalArgumentException("found " + entry + ": expected a number from 0 to 1, found " + text);
    }

    /** Those of one table, its own before those of all. */
    public Map<Dimension, BigDecimal> of(String table) {
        Map<Dimension, BigDecimal> least = new EnumMap<>(Dimension.class);
        least.putAll(byTable.getOrDefault(ALL, Map.of()));
        least.putAll(byTable.getOrDefault(table, Map.of()));
        return least;
    }
}
