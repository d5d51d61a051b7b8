/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.testbed.demo.harm.Finding;
import dev.lockstep.testbed.demo.harm.Findings;
import dev.lockstep.testbed.demo.harm.Harm;
import dev.lockstep.testbed.demo.harm.HarmPlanter;
import dev.lockstep.testbed.demo.tpch.DemoTable;
import dev.lockstep.testbed.demo.tpch.SqlChecksums;
import dev.lockstep.testbed.demo.tpch.TpchLoader;
import dev.lockstep.testbed.demo.watch.ProgressModel;
import dev.lockstep.testbed.demo.watch.Screen;
import dev.lockstep.testbed.demo.watch.TableSummary;
import dev.lockstep.testbed.demo.watch.ValidatorTopics;
import dev.lockstep.testbed.demo.writer.PastVersion;
import dev.lockstep.testbed.demo.writer.WorkloadWriter;
import dev.lockstep.testbed.stack.topic.TopicFeed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The course of the demo on a running stack: load, write, migrate, prove, harm, find. Confined to one thread; run once.
 *
 * <p>What has been learnt stays readable in {@link #results} also after a failure.
 */
final class Demo {
    private final DemoOptions options;
    private final Venue venue;
    private final Pipeline pipeline;
    private final Screen screen;
    private final Phases phases;
    private final Path folder;
    private final Findings findings = new Findings();
    private final Results results;

    /** @param folder where certificates go */
    Demo(DemoOptions options, Venue venue, Pipeline pipeline, Screen screen, Phases phases, Path folder) {
        this.options = options;
        this.venue = venue;
        this.pipeline = pipeline;
        this.screen = screen;
        this.phases = phases;
        this.folder = folder;
        this.results = new Results(findings);
    }

    /** What is known so far. */
    Results results() {
        return results;
    }

    /** Runs to the end; returns normally only if every row was verified and exactly the planted harms were reported. */
    void run() throws DemoFailedException, SQLException, InterruptedException {
        phases.begin(Phases.LOAD);
        results.loaded = load();
        ProgressModel model = new ProgressModel(results.loaded);
        try (Connection ownedByWriter = venue.source().connect();
                WorkloadWriter writer = new WorkloadWriter(ownedByWriter, options.seed(), options.writesPerSecond());
                TopicFeed feed = new TopicFeed(
                        venue.bootstrapServers(), ValidatorTopics.names(), new ValidatorTopics(model, findings))) {
            Runnable refresh = () -> {
                results.written = writer.statistics();
                model.written(results.written);
            };
            Watcher watcher =
                    new Watcher(screen, model, phases, options.timeout(), refresh, () -> failure(writer, feed));
            migrate(writer, model, watcher);
            prove(writer, model, watcher, refresh);
            if (options.faults()) {
                harm(writer, model, watcher);
            }
        }
    }

    private Map<DemoTable, Long> load() throws SQLException {
        try (Connection target = venue.target().connect();
                Connection source = venue.source().connect()) {
            TpchLoader.createTables(target);
            TpchLoader.createTables(source);
            Map<DemoTable, Long> loaded = TpchLoader.load(source, options.scale());
            say(
                    "loaded TPC-H at scale %s: %,d rows in 8 tables",
                    options.scale().factor(), sum(loaded));
            return loaded;
        }
    }

    private void migrate(WorkloadWriter writer, ProgressModel model, Watcher watcher)
            throws DemoFailedException, InterruptedException {
        writer.start();
        say("the writer changes %d rows a second from now on", options.writesPerSecond());
        phases.begin(Phases.SNAPSHOT);
        pipeline.deploy();
        say("connectors and validator are running");
        watcher.until("moving the snapshot while the writer writes", model::snapshotMoved);
        phases.begin(Phases.WRITING);
        say(
                "the target holds the snapshot; the writer goes on for %d s",
                options.writing().toSeconds());
        results.snapshotMoved = Instant.now();
        watcher.during("following the writer", options.writing());
    }

    private void prove(WorkloadWriter writer, ProgressModel model, Watcher watcher, Runnable refresh)
            throws DemoFailedException, SQLException, InterruptedException {
        phases.begin(Phases.PROVING);
        writer.stop();
        refresh.run();
        long stopped = System.currentTimeMillis();
        Map<DemoTable, Long> counted = counted();
        say(
                "the writer has stopped after %,d transactions; the source now holds %,d rows",
                results.written.transactions(), sum(counted));
        // The last changes may not have reached the topics yet, so what the validator says counts from the first scan
        // that has begun after them.
        watcher.until("waiting until every row is verified", () -> model.scan() >= stopped && model.proves(counted));
        phases.end();
        Map<DemoTable, TableSummary> proofs = new EnumMap<>(DemoTable.class);
        counted.keySet().forEach(table -> proofs.put(table, model.summary(table)));
        results.counted = counted;
        results.proofs = proofs;
        say("all %,d rows of all 8 tables are verified, fingerprints equal", sum(counted));
        refuseFalseAlarms();
        compareBySql();
        certify(counted, model, watcher);
    }

    /** What the validator has certified is read again from the target alone. */
    private void certify(Map<DemoTable, Long> counted, ProgressModel model, Watcher watcher)
            throws DemoFailedException, InterruptedException {
        watcher.until(
                "waiting for the certificates",
                () -> model.certificates(counted).isPresent());
        List<String> lines = model.certificates(counted).orElseThrow();
        for (String answer : new Certificates(folder).check(lines, venue.target())) {
            say("certificate: %s", answer);
        }
    }

    private void compareBySql() throws DemoFailedException, SQLException {
        try (Connection source = venue.source().connect();
                Connection target = venue.target().connect()) {
            if (!SqlChecksums.of(source).equals(SqlChecksums.of(target))) {
                throw new DemoFailedException(
                        "the validator has verified every row, but PostgreSQL's own checksums of source and target differ");
            }
        }
        say("PostgreSQL's own checksums of source and target agree");
    }

    private void harm(WorkloadWriter writer, ProgressModel model, Watcher watcher)
            throws DemoFailedException, SQLException, InterruptedException {
        PastVersion older = writer.replacedVersionWrittenAfter(results.snapshotMoved)
                .orElseThrow(() -> new DemoFailedException("the writer has replaced no row twice: let it run longer"
                        + " (--write-seconds) or faster (--writes-per-second)"));
        phases.begin(Phases.HARM);
        plant(older);
        Set<Findings.Detection> told = new HashSet<>();
        watcher.until("waiting for the harms to be found", () -> {
            findings.detections().stream().filter(told::add).forEach(this::tell);
            return findings.undetected().isEmpty();
        });
        phases.begin(Phases.LAST_LOOK);
        long now = System.currentTimeMillis();
        watcher.until("one more complete scan, for false alarms", () -> model.scan() >= now);
        refuseFalseAlarms();
        phases.end();
    }

    private void plant(PastVersion older) throws SQLException {
        try (Connection target = venue.target().connect()) {
            List<Harm> harms = new HarmPlanter(target, options.seed(), Clock.systemUTC()).plant(older);
            findings.planted(harms);
            for (Harm harm : harms) {
                say("harmed the target: %s, expecting %s", harm.what(), harm.expected());
            }
        }
    }

    private void tell(Findings.Detection detection) {
        say(
                "found after %.1f s: %s%s (%s)",
                detection.after().toMillis() / 1000.0,
                detection.finding(),
                detection.columns().isEmpty() ? "" : " in " + String.join(", ", detection.columns()),
                detection.harm().what());
    }

    private void refuseFalseAlarms() throws DemoFailedException {
        Optional<String> alarm = falseAlarm();
        if (alarm.isPresent()) {
            throw new DemoFailedException(alarm.get());
        }
    }

    private Optional<String> falseAlarm() {
        Set<Finding> alarms = findings.falseAlarms();
        return alarms.isEmpty()
                ? Optional.empty()
                : Optional.of(alarms.size() + " verdicts that no harm explains, the first: "
                        + alarms.iterator().next());
    }

    private Map<DemoTable, Long> counted() throws SQLException {
        try (Connection source = venue.source().connect()) {
            return TpchLoader.count(source);
        }
    }

    private Optional<String> failure(WorkloadWriter writer, TopicFeed feed) {
        if (writer.failed()) {
            return Optional.of("the writer on the source has failed");
        }
        return feed.failure().or(this::falseAlarm).or(pipeline::failure);
    }

    private void say(String pattern, Object... values) {
        screen.say(String.format(Locale.ROOT, "%4ds  ", phases.elapsed().toSeconds())
                + String.format(Locale.ROOT, pattern, values));
    }

    private static long sum(Map<DemoTable, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
