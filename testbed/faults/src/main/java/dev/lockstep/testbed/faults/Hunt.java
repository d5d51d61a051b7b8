/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import dev.lockstep.testbed.faults.corpus.Corpus;
import dev.lockstep.testbed.faults.corpus.Expected;
import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.RowNumbers;
import dev.lockstep.testbed.faults.planting.Planter;
import dev.lockstep.testbed.faults.report.Outcome;
import dev.lockstep.testbed.faults.report.Result;
import dev.lockstep.testbed.faults.verdict.VerdictBook;
import dev.lockstep.testbed.faults.verdict.Watch;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Plants faults, some together, waits for their verdicts, mends them, and waits until they are resolved. Confined to one
 * thread.
 *
 * <p>Where no verdict may come, a row beside it is changed later, as a canary: once that is found, the fault would have been.
 */
final class Hunt {
    private static final Duration LEAST_QUIET = Duration.ofSeconds(2);

    private final FaultsOptions options;
    private final Function<Fault, Expected> expectations;
    private final Planter planter;
    private final VerdictBook book;
    private final Waiting waiting;
    private final LongFunction<Optional<Instant>> moved;
    private final Supplier<Waiting.Condition> allRead;
    private final Consumer<Result> told;

    /**
     * @param expectations what has to come of a fault
     * @param moved when the mover had committed the last change of a row
     * @param allRead gives, at any moment, whether the validator has read what had been said by then
     * @param told gets each result as it comes
     */
    Hunt(
            FaultsOptions options,
            Function<Fault, Expected> expectations,
            Planter planter,
            VerdictBook book,
            Waiting waiting,
            LongFunction<Optional<Instant>> moved,
            Supplier<Waiting.Condition> allRead,
            Consumer<Result> told) {
        this.options = options;
        this.expectations = expectations;
        this.planter = planter;
        this.book = book;
        this.waiting = waiting;
        this.moved = moved;
        this.allRead = allRead;
        this.told = told;
    }

    /** A fault that is planted. */
    private final class Planted {
        private final Fault fault;
        private final RowNumbers rows;
        private final Expected expected;
        private final Watch watch;
        private Instant committed;
        private Instant mended;
        private Outcome outcome;
        private List<String> verdicts = List.of();
        private OptionalDouble seconds = OptionalDouble.empty();
        private OptionalDouble moverSeconds = OptionalDouble.empty();

        Planted(Fault fault) {
            this.fault = fault;
            this.rows = Corpus.numbers(fault);
            this.expected = expectations.apply(fault);
            this.watch = Watch.of(book, expected, rows);
        }

        void plant() throws SQLException, InterruptedException {
            committed = planter.plant(fault, rows);
            if (!(expected instanceof Expected.Divergent)) {
                planter.plantCanary(rows);
                committed = Instant.now();
            }
        }

        void judge() {
            verdicts = watch.shown();
            if (!watch.complete()) {
                outcome = Outcome.MISSED;
            } else if (!watch.right()) {
                outcome = Outcome.WRONG;
            } else if (expected instanceof Expected.Divergent) {
                outcome = Outcome.FOUND;
                seconds = seconds(committed, watch.completedAt());
                moverSeconds = fault.plant().byMover() ? sinceMoved() : OptionalDouble.empty();
            } else {
                outcome = expected instanceof Expected.Equal ? Outcome.EQUAL : Outcome.UNSEEN;
                verdicts = List.of();
            }
        }

        /** A fault that the mover brings about has one row, new or old. */
        private OptionalDouble sinceMoved() {
            return LongStream.of(rows.first(), rows.added())
                    .mapToObj(moved)
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .map(at -> seconds(at, watch.completedAt()))
                    .orElse(OptionalDouble.empty());
        }

        void mend() throws SQLException, InterruptedException {
            planter.mend(fault, rows);
            mended = Instant.now();
        }

        Result result(boolean resolved) {
            OptionalDouble took = OptionalDouble.empty();
            if (!resolved && outcome.isGood()) {
                outcome = Outcome.NOT_RESOLVED;
            } else if (outcome == Outcome.FOUND) {
                took = seconds(mended, watch.resolvedAt().orElse(mended));
            }
            return new Result(fault, expected, outcome, verdicts, seconds, moverSeconds, took);
        }
    }

    /** All results, in the order in which they came. */
    List<Result> run() throws SQLException, InterruptedException {
        List<Result> results = new ArrayList<>();
        List<Fault> wave = new ArrayList<>();
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : options.faults()) {
            if (expectations.apply(fault) instanceof Expected.NotPlanted left) {
                results.add(Result.notPlanted(fault, left));
            } else {
                possible.add(fault);
            }
        }
        results.forEach(told);
        for (Fault fault : possible) {
            if (fault.alone()) {
                continue;
            }
            wave.add(fault);
            if (wave.size() == options.together()) {
                results.addAll(wave(wave));
                wave.clear();
            }
        }
        results.addAll(wave(wave));
        for (Fault fault : possible) {
            if (fault.alone()) {
                results.addAll(wave(List.of(fault)));
            }
        }
        return results;
    }

    private List<Result> wave(List<Fault> faults) throws SQLException, InterruptedException {
        List<Planted> planted = new ArrayList<>();
        for (Fault fault : faults) {
            Planted one = new Planted(fault);
            book.watch(one.watch.rows());
            planted.add(one);
            one.plant();
        }
        Instant last = Instant.now();
        waiting.until(options.bound(), () -> planted.stream().allMatch(one -> one.watch.complete()));
        if (planted.stream().anyMatch(one -> !(one.expected instanceof Expected.Divergent))) {
            beQuiet(Duration.between(last, Instant.now()));
        }
        planted.forEach(Planted::judge);
        for (Planted one : planted) {
            one.mend();
        }
        // What was seen of a fault before it was mended may be read after what was seen later.
        Waiting.Condition nothingLeft = allRead.get();
        waiting.until(
                options.bound(), () -> planted.stream().allMatch(one -> one.watch.resolved()) && nothingLeft.holds());
        List<Result> results = new ArrayList<>();
        for (Planted one : planted) {
            Result result = one.result(one.watch.resolved());
            book.unwatch(one.watch.rows());
            told.accept(result);
            results.add(result);
        }
        return results;
    }

    /** As long again as the verdicts took: a fault that is not reported until then is not seen. */
    private void beQuiet(Duration taken) throws InterruptedException {
        Instant end = Instant.now().plus(taken.compareTo(LEAST_QUIET) < 0 ? LEAST_QUIET : taken);
        waiting.until(options.bound(), () -> Instant.now().isAfter(end));
    }

    private static OptionalDouble seconds(Instant from, Instant to) {
        return OptionalDouble.of(Math.max(0, Duration.between(from, to).toMillis()) / 1000.0);
    }
}
