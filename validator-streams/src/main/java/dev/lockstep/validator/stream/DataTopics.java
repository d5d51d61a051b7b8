/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.stream;

import dev.lockstep.validator.reconcile.Home;
import dev.lockstep.validator.reconcile.ReadPositions;
import dev.lockstep.validator.reconcile.Trust;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The data topics of each table, as far as any are read; mostly one. Owned by one stream thread. */
final class DataTopics {
    private final ReadPositions read;
    private final UnaryOperator<String> tableOf;
    private Set<String> known = Set.of();
    private Map<String, List<String>> byTable = Map.of();

    /** @param tableOf the table of a data topic */
    DataTopics(ReadPositions read, UnaryOperator<String> tableOf) {
        this.read = read;
        this.tableOf = tableOf;
    }

    String tableOf(String topic) {
        return tableOf.apply(topic);
    }

    Map<String, List<String>> byTable() {
        Set<String> now = read.topics();
        if (!now.equals(known)) {
            byTable = now.stream().sorted().collect(Collectors.groupingBy(tableOf, TreeMap::new, Collectors.toList()));
            known = now;
        }
        return byTable;
    }

    List<String> of(String table) {
        return byTable().getOrDefault(table, List.of());
    }

    /**
     * Whether a position in a topic of the table says nothing of a key of the table: its versions stand in another topic,
     * or there are none and they may come in another.
     */
    boolean foreign(String topic, String table, Optional<Home> home) {
        return home.isPresent()
                ? !home.get().topic().equals(topic)
                : of(table).stream().anyMatch(other -> !other.equals(topic));
    }

    /** How far the versions of a table's key that has none can be trusted to be all: it may belong to any of its topics. */
    Trust trust(String table) {
        Trust least = Trust.FULL;
        for (String topic : of(table)) {
            Trust trust = read.trust(topic);
            least = new Trust(
                    Math.max(least.removedBelow(), trust.removedBelow()), Math.max(least.gapEnd(), trust.gapEnd()));
        }
        return least;
    }
}
