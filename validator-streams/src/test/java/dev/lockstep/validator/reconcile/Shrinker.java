/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Optional;

/** Leaves out of a failing run what it does not need to fail, until nothing more can be left out. */
final class Shrinker {
    private final long seed;
    private final Reconciler.Judge judge;

    Shrinker(long seed, Reconciler.Judge judge) {
        this.seed = seed;
        this.judge = judge;
    }

    /** What goes wrong; empty where nothing does. */
    Optional<String> failure(int[] operations, boolean tell) {
        Simulation simulation = new Simulation(seed, judge, tell);
        try {
            simulation.play(operations);
            return Optional.empty();
        } catch (Truth.Broken | RuntimeException e) {
            return Optional.of((tell ? simulation.story() : "") + e);
        }
    }

    int[] shrink(int[] failing) {
        int[] least = failing;
        for (int chunk = Math.max(1, failing.length / 2);
                chunk > 0;
                chunk = least.length < chunk ? least.length : chunk / 2) {
            boolean again = true;
            while (again) {
                again = false;
                for (int from = least.length - chunk; from > -chunk; from -= chunk) {
                    int[] fewer = without(least, Math.max(0, from), Math.min(least.length, from + chunk));
                    if (failure(fewer, false).isPresent()) {
                        least = fewer;
                        again = true;
                    }
                }
                again &= chunk == 1;
            }
        }
        return least;
    }

    private static int[] without(int[] all, int from, int to) {
        int[] rest = new int[all.length - (to - from)];
        System.arraycopy(all, 0, rest, 0, from);
        System.arraycopy(all, to, rest, from, all.length - to);
        return rest;
    }
}
