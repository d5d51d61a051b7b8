/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.testbed.bench.competitor.Competitor;
import dev.lockstep.testbed.bench.competitor.Entry;
import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.bench.competitor.Leg;
import dev.lockstep.testbed.bench.measure.Machine;
import dev.lockstep.testbed.bench.measure.ProcessTree;
import dev.lockstep.testbed.bench.measure.Sampler;
import dev.lockstep.testbed.bench.report.Run;
import dev.lockstep.testbed.bench.table.Equality;
import dev.lockstep.testbed.bench.table.MovedTable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Runs connectors on a fresh worker, from the request that creates them to the last row.
 *
 * <p>Nothing is watched inside a database while the clock runs. That a run is over is seen from offsets: the topic holds
 * a record for each row, and the sink's group has committed them all. When exactly the last row was there is read
 * afterwards, from the transaction that wrote it or from the broker's time stamp.
 */
final class ConnectorRun {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS_PER_STATUS = 20;
    private static final double MILLIS = 1000;

    private final Arena arena;
    private final BenchOptions options;
    private final SchemaSampler schemas;
    private final WarmUp warmUp;
    private Optional<Filled> filled = Optional.empty();

    /** The topic that was filled last, and by what: sinks that want the same rows share it. */
    private record Filled(Map<String, String> source, Format format, String run) {}

    ConnectorRun(Arena arena, BenchOptions options, SchemaSampler schemas) {
        this.arena = arena;
        this.options = options;
        this.schemas = schemas;
        this.warmUp = new WarmUp(arena, options, schemas);
    }

    Run run(Entry.Connectors entry) throws SQLException, IOException, InterruptedException {
        Competitor competitor = entry.competitor();
        Format format = competitor.format(options.formats());
        String run = entry.leg() == Leg.SINK ? filledTopic(competitor, format) : arena.newRun();
        // A topic may be shared by several sinks, a connector's name and so its consumer group may not: the second sink
        // would begin where the first has ended.
        String connector = entry.leg() == Leg.SINK ? arena.newRun() : run;
        clean();
        if (entry.leg() != Leg.SINK) {
            arena.topics().create(topic(run), options.partitions());
        }
        arena.startWorker(entry.name() + "-" + run);
        warmUp.run(competitor, format);
        double load = Machine.load();
        Timed timed;
        try (Proof proof = competitor.proven() ? Proof.start(arena, run) : Proof.NONE;
                Sampler sampler = new Sampler(processes(proof))) {
            timed = timed(entry, run, connector, format, proof, sampler);
        }
        long bytes = arena.topics().bytes(topic(run));
        if (entry.leg() == Leg.SOURCE) {
            filled = Optional.of(new Filled(competitor.source(), format, run));
        }
        return new Run(
                Optional.empty(),
                Optional.of(format.toString()),
                options.rows(),
                timed.seconds(),
                timed.verified(),
                timed.reading().byName(),
                timed.reading().otherCpuSeconds(),
                load,
                bytes,
                entry.leg().reachesTarget() ? Optional.of(equality()) : Optional.empty());
    }

    private record Timed(double seconds, OptionalDouble verified, Sampler.Reading reading) {}

    private Timed timed(
            Entry.Connectors entry, String run, String connector, Format format, Proof proof, Sampler sampler)
            throws SQLException, InterruptedException {
        Competitor competitor = entry.competitor();
        Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
        if (entry.leg().leavesSource()) {
            connectors.put(connector + "-source", with(competitor.source(run, format), options.sourceSettings()));
        }
        if (entry.leg().reachesTarget()) {
            Format.Schemas known = schemas.of(competitor, format);
            connectors.put(connector + "-sink", with(competitor.sink(run, format, known), options.sinkSettings()));
        }
        Instant start = Instant.now();
        connectors.forEach(arena.connect()::put);
        proof.observe(connector + "-sink", connectors.getOrDefault(connector + "-sink", Map.of()));
        await(connectors, () -> arrived(entry.leg(), run, connector));
        OptionalDouble verified = proof.await(options.rows(), start, options.bound());
        Sampler.Reading reading = sampler.stop();
        return new Timed(end(entry.leg(), run) - start.toEpochMilli() / MILLIS, verified, reading);
    }

    /** When the last row was where it belongs, in seconds since the epoch; fails if not exactly all rows are. */
    private double end(Leg leg, String run) throws SQLException {
        long records = arena.topics().records(topic(run));
        if (records != options.rows()) {
            throw new RunFailedException(
                    "topic " + topic(run) + " holds " + records + " records, expected " + options.rows());
        }
        if (leg == Leg.SOURCE) {
            return arena.topics().lastAppend(topic(run)) / MILLIS;
        }
        MovedTable.Arrival arrival = MovedTable.arrival(arena.target());
        if (arrival.rows() != options.rows()) {
            throw new RunFailedException("the target holds " + arrival.rows() + " rows, expected " + options.rows());
        }
        return arrival.lastCommitEpochSeconds().orElseThrow();
    }

    private boolean arrived(Leg leg, String run, String connector) {
        return switch (leg) {
            case SOURCE -> arena.topics().records(topic(run)) >= options.rows();
            case WHOLE, SINK ->
                arena.topics().committed("connect-" + connector + "-sink", topic(run)) >= options.rows();
        };
    }

    private void await(Map<String, Map<String, String>> connectors, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + options.bound().toNanos();
        int looks = 0;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new RunFailedException(
                        "not done within " + options.bound().toSeconds() + " s");
            }
            looks++;
            if (looks % LOOKS_PER_STATUS == 0) {
                connectors.keySet().forEach(this::failIfFailed);
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private void failIfFailed(String connector) {
        arena.connect().status(connector).failure().ifPresent(why -> {
            throw new RunFailedException("connector " + connector + ", " + why + ", see "
                    + arena.stack().logs().resolve("worker.log"));
        });
    }

    /** The run whose topic holds all rows: of the source's own turn just before, or filled now. */
    private String filledTopic(Competitor competitor, Format format) throws SQLException, InterruptedException {
        Filled wanted = new Filled(competitor.source(), format, "");
        Optional<String> there = filled.filter(last -> wanted.equals(new Filled(last.source(), last.format(), "")))
                .map(Filled::run)
                .filter(run -> arena.topics().exists(topic(run)));
        if (there.isPresent()) {
            return there.get();
        }
        String run = arena.newRun();
        filled = Optional.empty();
        clean();
        arena.topics().create(topic(run), options.partitions());
        arena.startWorker("fill-" + run);
        Map<String, Map<String, String>> source =
                Map.of(run + "-source", with(competitor.source(run, format), options.sourceSettings()));
        source.forEach(arena.connect()::put);
        await(source, () -> arena.topics().records(topic(run)) >= options.rows());
        filled = Optional.of(new Filled(competitor.source(), format, run));
        return run;
    }

    /** Everything goes but the topic that a sink may still want. */
    private void clean() throws SQLException {
        arena.clean(filled.map(Filled::run).orElse(""));
    }

    private Equality equality() throws IOException, InterruptedException {
        return Equality.of(arena.source(), arena.target(), arena.stack().data());
    }

    private Map<String, ProcessTree> processes(Proof proof) {
        Map<String, ProcessTree> processes = arena.servers();
        processes.put("worker", new ProcessTree(arena.stack().worker().pid(), false));
        proof.pid().ifPresent(pid -> processes.put("validator", new ProcessTree(pid, false)));
        return processes;
    }

    static String topic(String run) {
        return run + "." + MovedTable.NAME;
    }

    private static Map<String, String> with(Map<String, String> config, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.putAll(more);
        return all;
    }
}
