/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import dev.lockstep.testbed.faults.corpus.TestTables;
import dev.lockstep.testbed.faults.mover.Mover;
import dev.lockstep.testbed.faults.mover.MoverClock;
import dev.lockstep.testbed.faults.observe.Observation;
import dev.lockstep.testbed.faults.planting.BusyWriter;
import dev.lockstep.testbed.faults.planting.Planter;
import dev.lockstep.testbed.faults.report.Report;
import dev.lockstep.testbed.faults.report.Result;
import dev.lockstep.testbed.faults.verdict.ResultTopics;
import dev.lockstep.testbed.faults.verdict.Summaries;
import dev.lockstep.testbed.faults.verdict.VerdictBook;
import dev.lockstep.testbed.faults.verdict.VerdictLine;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.topic.TopicFeed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run on a stack: fill, migrate, prove, then plant while the writer writes. Confined to one thread; run once. */
final class FaultsRun {
    private static final Duration PROOF_BOUND = Duration.ofMinutes(3);

    /** What has been said is read within this. */
    private static final Duration KEEPS_UP = Duration.ofSeconds(3);

    private final FaultsOptions options;
    private final Stack stack;
    private final Mover mover;
    private final Observation observation;
    private final Migration migration;
    private final Consumer<String> say;
    private final VerdictBook book = new VerdictBook();
    private final Summaries summaries = new Summaries();
    private final long begun = System.nanoTime();

    FaultsRun(
            FaultsOptions options,
            Stack stack,
            Mover mover,
            Observation observation,
            Layout layout,
            Consumer<String> say) {
        this.options = options;
        this.stack = stack;
        this.mover = mover;
        this.observation = observation;
        this.migration = new Migration(stack, mover, observation, layout);
        this.say = say;
    }

    Report run() throws SQLException, InterruptedException {
        Connection source = stack.source().connect();
        Connection target = stack.target().connect();
        ResultTopics results = new ResultTopics(Migration.VALIDATOR_ID, book, summaries);
        try (BusyWriter writer = new BusyWriter(stack.source().connect(), options.writesPerSecond());
                GroupProgress progress = new GroupProgress(
                        stack.bootstrapServers(), Mover.GROUP, topic -> topic.startsWith(Migration.TOPICS));
                TopicFeed feed = new TopicFeed(stack.bootstrapServers(), results.names(), results)) {
            Waiting waiting = new Waiting(() -> failure(writer, feed));
            try (LiveSite site = new LiveSite(source, target, migration, progress, writer, waiting)) {
                prepare(site);
                migration.deploy(progress, waiting);
                tell("migrating by %s; the target is %s", mover.title(), observation.title());
                prove(source, waiting);
                writer.start();
                tell("the writer changes %d rows a second", options.writesPerSecond());
                return hunt(
                        new Planter(site, Clock.systemUTC(), !observation.view().seesRogueChanges()), writer, waiting);
            }
        }
    }

    private Report hunt(Planter planter, BusyWriter writer, Waiting waiting) throws SQLException, InterruptedException {
        String topic = TestTables.ITEM.replace(TestTables.SCHEMA + ".", Migration.TOPICS);
        try (MoverClock moved = new MoverClock(
                        stack.bootstrapServers(), topic, TestTables::belongsToAFault, mover.positions(stack));
                GroupProgress validator = new GroupProgress(
                        stack.bootstrapServers(), "lockstep." + Migration.VALIDATOR_ID, Migration::isRead)) {
            begin(writer, validator, waiting);
            List<Result> results = new Hunt(
                            options,
                            fault -> fault.expected(observation.view(), mover.kind()),
                            planter,
                            book,
                            waiting,
                            row -> moved(moved, row),
                            () -> allRead(validator),
                            this::tell)
                    .run();
            return new Report(
                    context(writer),
                    results,
                    book.alarms().stream().map(VerdictLine::toString).toList());
        }
    }

    private static Waiting.Condition allRead(GroupProgress validator) {
        GroupProgress.Ends ends = validator.ends();
        return () -> validator.hasPassed(ends);
    }

    private static Optional<Instant> moved(MoverClock clock, long row) {
        clock.failure().ifPresent(why -> {
            throw new FaultsFailedException(why);
        });
        return clock.passed(row);
    }

    /** Faults are looked for in a migration under way: a validator that just begins has a backlog of observations. */
    private void begin(BusyWriter writer, GroupProgress validator, Waiting waiting) throws InterruptedException {
        long enough = options.writesPerSecond() * options.before().toSeconds();
        waiting.until(PROOF_BOUND, () -> writer.changes() >= enough);
        long end = System.nanoTime() + PROOF_BOUND.toNanos();
        boolean keepsUp = false;
        while (!keepsUp && System.nanoTime() < end) {
            keepsUp = waiting.until(KEEPS_UP, allRead(validator));
        }
        tell(
                "%d changes are written, the validator %s; now faults are planted",
                writer.changes(), keepsUp ? "keeps up" : "DOES NOT KEEP UP, so times tell of this machine only");
    }

    private void prepare(LiveSite site) throws SQLException {
        site.atTarget(observation.target());
        site.atTarget(TestTables.create());
        site.atSource(TestTables.create());
        site.atSource(TestTables.fill());
    }

    private void prove(Connection source, Waiting waiting) throws SQLException, InterruptedException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : TestTables.names()) {
            rows.put(table, count(source, table));
        }
        if (!waiting.until(
                PROOF_BOUND,
                () -> rows.entrySet().stream()
                        .allMatch(table -> summaries.verified(table.getKey(), table.getValue())))) {
            throw new FaultsFailedException("not every table was verified within " + PROOF_BOUND.toSeconds() + " s: "
                    + String.join(
                            "; ", rows.keySet().stream().map(summaries::shown).toList()) + ". See "
                    + stack.logs());
        }
        tell(
                "every one of %,d rows is verified",
                rows.values().stream().mapToLong(Long::longValue).sum());
    }

    private static long count(Connection source, String table) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    private Optional<String> failure(BusyWriter writer, TopicFeed feed) {
        return Stream.of(writer.failure(), feed.failure(), migration.failure())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Map<String, String> context(BusyWriter writer) {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("target", observation.title());
        context.put("mover", mover.title());
        context.put("databases", "PostgreSQL " + options.sourceMajor() + " to " + options.targetMajor());
        context.put("writes", writer.changes() + ", " + options.writesPerSecond() + " a second");
        context.put("planted together", String.valueOf(options.together()));
        return context;
    }

    private void tell(Result result) {
        tell(
                "%-12s %s %s%s%s",
                result.outcome().words(),
                result.fault().name(),
                String.join(", ", result.verdicts()),
                seconds(", after %.1f s", result.seconds()),
                seconds(", %.1f s after the mover's commit", result.moverSeconds()));
    }

    private static String seconds(String pattern, OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, pattern, seconds.getAsDouble()) : "";
    }

    private void tell(String pattern, Object... values) {
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        say.accept(String.format(Locale.ROOT, "%4ds  ", seconds) + String.format(Locale.ROOT, pattern, values));
    }
}
