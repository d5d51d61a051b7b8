/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.bench.competitor.Competitor;
import dev.lockstep.testbed.bench.competitor.Entries;
import dev.lockstep.testbed.bench.competitor.Entry;
import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.bench.measure.Machine;
import dev.lockstep.testbed.bench.report.Context;
import dev.lockstep.testbed.bench.report.Result;
import dev.lockstep.testbed.bench.report.Run;
import dev.lockstep.testbed.bench.table.MovedTable;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes the table and runs every entry, each as often as wanted. Confined to one thread. */
final class Bench {
    private final BenchOptions options;
    private final List<Entry> wanted;
    private final Consumer<String> say;

    /**
     *
     * @param wanted entries in the order to run them
     *
     *
     *
     * @param say takes lines about the progress
     *
     */
    Bench(BenchOptions options, List<Entry> wanted, Consumer<String> say) {
        this.options = options;
        this.wanted = List.copyOf(wanted);
        this.say = say;
    }

    /** What came out. */
    record Outcome(Context context, List<Result> results) {}

    Outcome run(Layout layout) throws SQLException, InterruptedException {
        say.accept("starting PostgreSQL " + options.sourceMajor() + " and " + options.targetMajor()
                + " with fsync on, Kafka and a Connect worker");
        try (Arena arena = Arena.start(layout, options)) {
            say.accept("logs are in " + arena.stack().logs());
            List<Entry> entries = available(arena.installed());
            // Asked now: the worker ends and starts with every run.
            Map<String, String> versions = versions(arena);
            SchemaSampler schemas = new SchemaSampler(arena);
            List<Competitor> unknown = needingSchemas(entries);
            if (!unknown.isEmpty()) {
                say.accept("learning record schemas");
                schemas.learn(unknown);
            }
            say.accept(String.format(Locale.ROOT, "loading %,d rows", options.rows()));
            MovedTable.load(arena.source(), options.columns(), options.rows());
            double bytesPerRow = (double) MovedTable.bytes(arena.source()) / options.rows();
            Context context = new Context(
                    Machine.here(arena.stack().folder()), versions, options.rows(), bytesPerRow, described());
            return new Outcome(context, runAll(arena, entries, schemas));
        }
    }

    private List<Result> runAll(Arena arena, List<Entry> entries, SchemaSampler schemas)
            throws SQLException, InterruptedException {
        ConnectorRun connectors = new ConnectorRun(arena, options, schemas);
        CopyRun copy = new CopyRun(arena);
        Map<Entry, List<Run>> runs = new LinkedHashMap<>();
        // All entries once, then all again: what disturbs the machine for a while does not hit one entry alone.
        for (int round = 1; round <= options.runs(); round++) {
            for (Entry entry : entries) {
                Run run = one(entry, copy, connectors);
                runs.computeIfAbsent(entry, any -> new ArrayList<>()).add(run);
                say.accept(line(entry, round, run));
            }
        }
        List<Result> results = new ArrayList<>();
        runs.forEach((entry, all) -> results.add(new Result(entry, lossy(entry), all)));
        return results;
    }

    private static Run one(Entry entry, CopyRun copy, ConnectorRun connectors)
            throws SQLException, InterruptedException {
        double load = Machine.load();
        try {
            if (entry instanceof Entry.Copy way) {
                return copy.run(way.binary());
            }
            return connectors.run((Entry.Connectors) entry);
        } catch (RunFailedException
                | ConnectorFailedException
                | ConnectRestException
                | StartFailedException
                | UncheckedIOException
                | IOException failure) {
            return Run.failed(String.valueOf(failure.getMessage()), load);
        }
    }

    private List<Entry> available(Set<String> installed) {
        List<Entry> available = new ArrayList<>();
        for (Entry entry : wanted) {
            List<String> missing = Entries.missing(entry, installed);
            if (missing.isEmpty()) {
                available.add(entry);
            } else if (options.only().isEmpty()) {
                say.accept("left out: " + entry.name() + ", the worker has no " + String.join(", ", missing));
            } else {
                throw new IllegalArgumentException(entry.name() + " needs " + String.join(", ", missing)
                        + ", which the worker does not have: see --peer-plugins");
            }
        }
        return available;
    }

    private List<Competitor> needingSchemas(List<Entry> entries) {
        Map<String, Competitor> needing = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Connectors connectors
                    && (connectors.leg().reachesTarget() || options.warmUpRows() > 0)
                    && connectors.competitor().format(options.formats()) == Format.JSON_CONTENT) {
                needing.put(connectors.competitor().name(), connectors.competitor());
            }
        }
        return List.copyOf(needing.values());
    }

    private static String lossy(Entry entry) {
        return entry instanceof Entry.Connectors connectors
                ? connectors.competitor().lossy()
                : "";
    }

    private static String line(Entry entry, int round, Run run) {
        return run.failure()
                .map(why -> entry.name() + " run " + round + " failed: " + why)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%s run %d: %,.0f rows/s (%.1f s)",
                        entry.name(),
                        round,
                        run.rate(),
                        run.seconds()));
    }

    private Map<String, String> described() {
        Map<String, String> words = new TreeMap<>();
        words.put("rows", Long.toString(options.rows()));
        words.put("warmUp", Long.toString(options.warmUpRows()));
        words.put("columns", options.columns().toString());
        words.put("runs", Integer.toString(options.runs()));
        words.put("only", String.join(",", options.only()));
        words.put("formats", options.formats().toString());
        words.put("workerHeap", options.workerHeap());
        words.put("workerJava", String.join(" ", options.workerJava()));
        words.put("partitions", Integer.toString(options.partitions()));
        options.sourceSettings().forEach((key, value) -> words.put("source " + key, value));
        options.sinkSettings().forEach((key, value) -> words.put("sink " + key, value));
        return words;
    }

    private static Map<String, String> versions(Arena arena) throws SQLException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("source", MovedTable.version(arena.source()));
        versions.put("target", MovedTable.version(arena.target()));
        for (String setting : List.of("fsync", "shared_buffers", "max_wal_size", "wal_level")) {
            versions.put("target " + setting, MovedTable.setting(arena.target(), setting));
        }
        versions.put("Kafka broker and Connect", arena.connect().workerVersion());
        for (PluginClass plugin : arena.connect().plugins()) {
            if (plugin.type().equals("source") || plugin.type().equals("sink")) {
                versions.put(plugin.className(), String.valueOf(plugin.version()));
            }
        }
        return versions;
    }
}
