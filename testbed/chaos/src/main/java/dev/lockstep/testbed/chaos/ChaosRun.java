/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.testbed.chaos.harm.ChaosTables;
import dev.lockstep.testbed.chaos.ledger.FalseVerdict;
import dev.lockstep.testbed.chaos.ledger.Ledger;
import dev.lockstep.testbed.chaos.ledger.ResultTopics;
import dev.lockstep.testbed.chaos.report.ChaosReport;
import dev.lockstep.testbed.chaos.schedule.Schedule;
import dev.lockstep.testbed.chaos.schedule.Strike;
import dev.lockstep.testbed.chaos.schedule.Victim;
import dev.lockstep.testbed.chaos.writer.ChaosWriter;
import dev.lockstep.testbed.faults.verdict.Summaries;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.topic.TopicFeed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run on a stack: migrate and prove, then write, kill and harm, then settle. Confined to one thread; run once. */
final class ChaosRun {
    /** What has been killed is back, and all of it works, within this long. */
    private static final Duration RECOVERY_BOUND = Duration.ofMinutes(3);

    private static final Duration CHECK = Duration.ofSeconds(3);

    private final ChaosOptions options;
    private final Stack stack;
    private final Consumer<String> say;
    private final Ledger ledger = new Ledger();
    private final Summaries summaries = new Summaries();
    private final ResultTopics topics = new ResultTopics(Migration.VALIDATOR_ID, ledger, summaries);
    private final Migration migration;
    private final Striker striker;
    private final Recovery recovery;
    private final Vandal vandal;
    private final Waiting waiting = new Waiting(this::goOn);
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final long begun = System.nanoTime();
    private ChaosWriter writer;
    private TopicFeed feed;
    private boolean harming;
    private boolean whole;
    private int told;
    private long nextCheck;

    ChaosRun(ChaosOptions options, Stack stack, Layout layout, Consumer<String> say) {
        this.options = options;
        this.stack = stack;
        this.say = say;
        this.migration = new Migration(stack, layout);
        this.recovery = new Recovery(stack.source(), stack.target(), summaries, waiting);
        this.striker = new Striker(stack, migration, waiting);
        this.vandal = new Vandal(stack.target(), ledger, options.seed(), text -> tell("%s", text));
    }

    ChaosReport run() throws SQLException, InterruptedException {
        try (ChaosWriter busy = new ChaosWriter(stack.source().connect(), options.seed(), options.writesPerSecond());
                TopicFeed reading = new TopicFeed(stack.bootstrapServers(), topics.names(), topics)) {
            writer = busy;
            feed = reading;
            Settlement settlement = new Settlement(stack, summaries, topics, waiting);
            prepare(settlement);
            try {
                wreak();
                settle(settlement);
            } catch (ChaosFailedException e) {
                problems.add(e.getMessage() + ". See " + stack.logs());
            }
            return report();
        }
    }

    private void prepare(Settlement settlement) throws SQLException, InterruptedException {
        Recovery.run(stack.target(), ChaosTables.create().toArray(String[]::new));
        Recovery.run(stack.source(), ChaosTables.create().toArray(String[]::new));
        Recovery.run(stack.source(), ChaosTables.fill().toArray(String[]::new));
        migration.deploy();
        Recovery.run(stack.source(), "INSERT INTO chaos.entry VALUES (0, 0, 'marker')");
        settlement.awaitArrival();
        migration.observe();
        whole = true;
        settlement.awaitVerified(Instant.EPOCH);
        Recovery.run(stack.source(), ChaosTables.age().toArray(String[]::new));
        recovery.await(RECOVERY_BOUND);
        settlement.awaitVerified(Instant.EPOCH);
        tell("migrated and verified: %,d rows", settlement.rows());
    }

    private void wreak() throws SQLException, InterruptedException {
        writer.start();
        harming = true;
        tell("the writer changes %d rows a second; seed %d", options.writesPerSecond(), options.seed());
        Schedule schedule = new Schedule(options.seed(), options.victims(), options.interval());
        Instant end = Instant.now().plus(options.duration());
        Strike strike = schedule.next();
        while (true) {
            waiting.during(strike.calm());
            if (!Instant.now().isBefore(end)) {
                break;
            }
            strike = struck(strike, schedule);
        }
        if (!whole) {
            recovered();
        }
        harming = false;
    }

    /** Strikes, and waits for everything to run again unless the next one is in a hurry. Returns the next one. */
    private Strike struck(Strike strike, Schedule schedule) throws SQLException, InterruptedException {
        whole = false;
        ledger.struck(elapsed() + "s " + strike);
        striker.strike(strike);
        tell("killed %s; back after %.1f s", strike, strike.down().toMillis() / 1000.0);
        Strike next = schedule.next();
        if (!next.hasty()) {
            recovered();
        }
        return next;
    }

    private void recovered() throws SQLException, InterruptedException {
        Duration took = recovery.await(RECOVERY_BOUND);
        recoveries.add(took);
        whole = true;
        ledger.runsAgain(Instant.now());
        tell(
                "everything runs again, %.1f s later; %,d writes, %d verdict lines",
                seconds(took), writer.changes(), ledger.lines());
    }

    private void settle(Settlement settlement) throws SQLException, InterruptedException {
        writer.stop();
        Instant stopped = Instant.now();
        tell("the writer has stopped after %,d changes", writer.changes());
        recovered();
        if (!waiting.until(RECOVERY_BOUND, () -> ledger.unfound().isEmpty())) {
            ledger.unfound().forEach(one -> problems.add("not found: " + one));
        }
        vandal.mendAll();
        if (!waiting.until(RECOVERY_BOUND, () -> ledger.unresolved().isEmpty())) {
            ledger.unresolved().forEach(one -> problems.add("mended, but not seen to be right: " + one));
        }
        Instant mended = Instant.now();
        settlement.awaitVerified(mended);
        tell("every one of %,d rows is verified", settlement.rows());
        problems.addAll(settlement.compare());
        problems.addAll(settlement.certify(stopped));
    }

    /** What goes on while this waits. */
    private void goOn() {
        List<FalseVerdict> lies = ledger.lies();
        for (FalseVerdict lie : lies.subList(told, lies.size())) {
            tell("FALSE VERDICT, %s: %s, after %s", lie.why(), lie.line(), lie.strikes());
        }
        told = lies.size();
        if (System.nanoTime() > nextCheck) {
            nextCheck = System.nanoTime() + CHECK.toNanos();
            Stream.of(writer.failure(), feed.failure(), whole ? migration.failure() : Optional.<String>empty())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(why -> {
                        throw new ChaosFailedException(why);
                    });
        }
        if (harming) {
            vandal.act();
        }
    }

    private ChaosReport report() {
        Map<String, Integer> kills = new LinkedHashMap<>();
        striker.kills().forEach((victim, times) -> kills.put(victim.title(), times));
        return new ChaosReport(
                context(), kills, writer.changes(), ledger.all(), ledger.lies(), recoveries, List.copyOf(problems));
    }

    private Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("seed", String.valueOf(options.seed()));
        context.put("databases", "PostgreSQL " + options.sourceMajor() + " to " + options.targetMajor());
        context.put("chaos", options.duration().toSeconds() + " s");
        context.put("writes per second", String.valueOf(options.writesPerSecond()));
        context.put("interval", options.interval().toSeconds() + " s");
        context.put(
                "can be killed",
                String.join(
                        ", ",
                        options.victims().stream().map(Victim::title).sorted().toList()));
        return context;
    }

    private long elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private void tell(String pattern, Object... values) {
        say.accept(String.format(Locale.ROOT, "%4ds  ", elapsed()) + String.format(Locale.ROOT, pattern, values));
    }
}
