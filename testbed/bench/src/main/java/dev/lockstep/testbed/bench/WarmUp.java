/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.testbed.bench.competitor.Competitor;
import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.bench.table.MovedTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a pair move a smaller table through the worker that is about to be measured, so that the worker's code is compiled
 * as in one that has been running for a while. All of it is gone again before the clock starts. Confined to one thread.
 */
final class WarmUp {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Arena arena;
    private final BenchOptions options;
    private final SchemaSampler schemas;

    WarmUp(Arena arena, BenchOptions options, SchemaSampler schemas) {
        this.arena = arena;
        this.options = options;
        this.schemas = schemas;
    }

    /** Does nothing when no rows are wanted. */
    void run(Competitor competitor, Format format) throws SQLException, InterruptedException {
        if (options.warmUpRows() == 0) {
            return;
        }
        String run = arena.newRun();
        String topic = ofWarmUp(ConnectorRun.topic(run));
        MovedTable.addWarmUp(arena.source(), options.columns(), options.warmUpRows());
        MovedTable.addWarmUp(arena.target(), options.columns(), 0);
        arena.topics().create(topic, options.partitions());
        arena.connect().put(run + "-source", ofWarmUp(competitor.source(run, format), options.sourceSettings()));
        arena.connect()
                .put(
                        run + "-sink",
                        ofWarmUp(competitor.sink(run, format, schemas.of(competitor, format)), options.sinkSettings()));
        long end = System.nanoTime() + options.bound().toNanos();
        while (arena.topics().committed("connect-" + run + "-sink", topic) < options.warmUpRows()) {
            if (System.nanoTime() > end) {
                throw new RunFailedException("the rows to warm up with were not moved within "
                        + options.bound().toSeconds() + " s, see "
                        + arena.stack().logs());
            }
            Thread.sleep(LOOK.toMillis());
        }
        arena.forget(run);
        MovedTable.dropWarmUp(arena.source());
        MovedTable.dropWarmUp(arena.target());
        MovedTable.checkpoint(arena.source());
        MovedTable.checkpoint(arena.target());
    }

    private static Map<String, String> ofWarmUp(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        all.replaceAll((key, value) -> ofWarmUp(value));
        return all;
    }

    private static String ofWarmUp(String text) {
        return text.replace(MovedTable.TABLE, MovedTable.WARM_UP);
    }
}
