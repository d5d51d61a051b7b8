/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Optional;

/** Runs simulations of many seeds, and tells of the first that fails what is left of it after shrinking. */
final class Simulator {
    private static final int LONGEST = 1_200;

    /** What has been run. */
    record Count(long runs, long events, long lines, long verified) {}

    private final Reconciler.Judge judge;

    Simulator(Reconciler.Judge judge) {
        this.judge = judge;
    }

    /** Runs the seeds from this one on until so many events have happened. */
    Count run(long firstSeed, long events) {
        long done = 0;
        long runs = 0;
        long lines = 0;
        long verified = 0;
        while (done < events) {
            long seed = firstSeed + runs++;
            Simulation simulation = new Simulation(seed, judge, false);
            try {
                simulation.play(operations(seed));
            } catch (Truth.Broken | RuntimeException e) {
                throw new AssertionError(tell(seed, e), e);
            }
            done += simulation.events();
            lines += simulation.lines();
            verified += simulation.verified();
        }
        return new Count(runs, done, lines, verified);
    }

    /** The first of the seeds from this one on that fails within so many events, and what goes wrong. */
    Optional<String> firstFailure(long firstSeed, long events) {
        long done = 0;
        for (long seed = firstSeed; done < events; seed++) {
            Simulation simulation = new Simulation(seed, judge, false);
            try {
                simulation.play(operations(seed));
            } catch (Truth.Broken | RuntimeException e) {
                return Optional.of("after " + (done + simulation.events()) + " events, seed " + seed + ": " + e);
            }
            done += simulation.events();
        }
        return Optional.empty();
    }

    private String tell(long seed, Throwable failure) {
        Shrinker shrinker = new Shrinker(seed, judge);
        int[] least = shrinker.shrink(operations(seed));
        return "Seed " + seed + " fails: " + failure.getMessage() + "\nWith " + least.length + " operations:\n"
                + shrinker.failure(least, true).orElse("not any more");
    }

    static int[] operations(long seed) {
        Dice dice = new Dice().roll(seed);
        int[] operations = new int[1 + dice.below(LONGEST)];
        for (int i = 0; i < operations.length; i++) {
            operations[i] = (int) dice.next();
        }
        return operations;
    }
}
