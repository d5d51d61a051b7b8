/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.bench.table.Columns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run and how.
 *
 * @param rows of the table
 * @param warmUpRows of the table that each pair moves before it is measured; 0 for none
 * @param columns of the table
 * @param runs of each entry
 * @param only names of entries; empty for all that can be run
 * @param formats wanted record formats, the first that a competitor can use counts; empty for its best known one
 * @param workerHeap greatest heap of the Connect worker, as {@code -Xmx} takes it
 * @param workerJava more flags of the Connect worker's JVM
 * @param partitions of the topic
 * @param peerPlugins a plugin folder with somebody's JDBC connectors
 * @param competitors files that describe more competitors
 * @param sourceMajor PostgreSQL of the source
 * @param targetMajor PostgreSQL of the target
 * @param sourceSettings replace or add settings of every measured source connector
 * @param sinkSettings the same of every sink connector
 * @param profiles where the worker's flight recordings go
 */
record BenchOptions(
        long rows,
        long warmUpRows,
        Columns columns,
        int runs,
        List<String> only,
        List<Format> formats,
        String workerHeap,
        List<String> workerJava,
        int partitions,
        Optional<Path> peerPlugins,
        List<Path> competitors,
        int sourceMajor,
        int targetMajor,
        Map<String, String> sourceSettings,
        Map<String, String> sinkSettings,
        Optional<Path> profiles) {
    private static final long SLOWEST_ROWS_PER_SECOND = 1_000;
    private static final long START_SECONDS = 120;

    BenchOptions {
        only = List.copyOf(only);
        formats = List.copyOf(formats);
        workerJava = workerJava.stream().filter(flag -> !flag.isBlank()).toList();
        competitors = List.copyOf(competitors);
        sourceSettings = Map.copyOf(sourceSettings);
        sinkSettings = Map.copyOf(sinkSettings);
    }

    /** When a run is given up. */
    Duration bound() {
        return Duration.ofSeconds(START_SECONDS + rows / SLOWEST_ROWS_PER_SECOND);
    }
}
