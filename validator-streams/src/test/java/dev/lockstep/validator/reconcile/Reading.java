/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Snapshot;
import java.util.Arrays;

/** The three steps in which an observer reads a page: the lower bounds, the rows, the upper bounds. */
final class Reading {
    private enum Phase {
        IDLE,
        BOUNDED,
        READ
    }

    private final World world;
    private final SimulatedMover mover;
    private final boolean exact;
    private Phase phase = Phase.IDLE;
    private int[] lo = new int[0];
    private long begun;
    private long asked;
    private SeenPage page;

    Reading(World world, SimulatedMover mover) {
        this.world = world;
        this.mover = mover;
        this.exact = world.setup.mode() == Setup.Mode.EXACT;
    }

    boolean idle() {
        return phase == Phase.IDLE;
    }

    boolean bounded() {
        return phase == Phase.BOUNDED;
    }

    void drop() {
        phase = Phase.IDLE;
    }

    void begin() {
        lo = mover.progress();
        begun = world.now();
        asked = world.tick();
        phase = Phase.BOUNDED;
    }

    /** Reads these keys, at this instant; with the absent ones only where they were asked for by name. */
    void read(int[] wanted, int count, int epoch, boolean absent, EpochTruth truths, Dice dice) {
        int[] keys = new int[count];
        int[] seen = new int[count];
        int[] truth = new int[count];
        long[] wrongSince = new long[count];
        int rows = 0;
        for (int i = 0; i < count; i++) {
            int key = wanted[i];
            world.tick();
            if (truths != null) {
                truths.seen[key] = world.target[key];
                truths.truth[key] = world.shadow[key];
                truths.wrongSince[key] = world.wrongSince[key];
                truths.read[key] = world.now();
            }
            if (absent || world.target[key] != 0) {
                keys[rows] = key;
                seen[rows] = world.oddly(world.setup.unknowns(), 30, dice) ? World.UNKNOWN : world.target[key];
                truth[rows] = world.shadow[key];
                wrongSince[rows++] = world.wrongSince[key];
            }
        }
        boolean foreign = world.oddly(world.setup.unknowns(), 10, dice);
        page = new SeenPage(
                epoch,
                -1,
                foreign,
                Arrays.copyOf(keys, rows),
                Arrays.copyOf(seen, rows),
                Arrays.copyOf(truth, rows),
                Arrays.copyOf(wrongSince, rows),
                begun,
                world.now(),
                lo,
                lo,
                new Snapshot(dice.below(1_000_000), world.observerRun(), asked, world.tick()));
        if (world.tells()) {
            world.tell("observer: read " + (epoch == 0 ? "follow" : "epoch " + epoch) + " keys "
                    + Arrays.toString(page.keys()) + " = " + Arrays.toString(page.seen())
                    + (foreign ? " under another contract" : ""));
        }
        phase = Phase.READ;
    }

    SeenPage finish() {
        phase = Phase.IDLE;
        SeenPage done = exact ? page : page.upTo(world.ends());
        if (world.tells()) {
            world.tell("observer: " + (done.epoch() == 0 ? "follow" : "epoch " + done.epoch()) + " keys "
                    + Arrays.toString(done.keys()) + " between " + Arrays.toString(done.lo()) + " and "
                    + Arrays.toString(done.hi()));
        }
        return done;
    }

    boolean exact() {
        return exact;
    }
}
