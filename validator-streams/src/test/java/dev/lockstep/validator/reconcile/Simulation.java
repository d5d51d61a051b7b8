/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * One run: a seed draws the world, each operation is one integer that says all about itself, so that operations can be left
 * out. Then everything comes to rest, and every key must be what it is.
 */
final class Simulation {
    private static final int ALL = 1_000_000;

    private final World world;
    private final SimulatedMover mover;
    private final SimulatedCapture capture;
    private final SimulatedObserver observer;
    private final SimulatedValidator validator;
    private final List<SimulatedIngest> ingests = new ArrayList<>();
    private final SimulatedCoordinator coordinator;
    private final int[] delivered;
    private final int[] appended;
    private final Dice dice = new Dice();

    Simulation(long seed, Reconciler.Judge judge, boolean tell) {
        Setup setup = Setup.of(seed);
        world = new World(setup, tell);
        capture = setup.samples() ? null : new SimulatedCapture(world);
        mover = new SimulatedMover(world, capture);
        observer = new SimulatedObserver(world, mover);
        validator = new SimulatedValidator(world, observer, judge, (seed & 3) == 0);
        for (int partition = 0; partition < setup.partitions(); partition++) {
            ingests.add(new SimulatedIngest(world, partition, validator.versions));
        }
        coordinator = new SimulatedCoordinator(world, mover, capture, ingests, validator);
        delivered = new int[observer.queues.size()];
        appended = new int[setup.partitions()];
        if (setup.retention()) {
            history(seed);
        }
    }

    /** Before the validator begins: written, applied, and removed. */
    private void history(long seed) {
        dice.roll(seed);
        for (int i = dice.below(20); i > 0; i--) {
            world.write(dice);
        }
        mover.finish(dice);
        for (int partition = 0; partition < ingests.size(); partition++) {
            expire(partition, dice.below(world.logs[partition].end() + 1));
        }
    }

    long events() {
        return world.now();
    }

    long lines() {
        return validator.truth().lines;
    }

    long verified() {
        return validator.truth().verified;
    }

    String story() {
        return world.setup + System.lineSeparator() + world.story();
    }

    void play(int[] operations) {
        for (int operation : operations) {
            step(operation);
        }
        comeToRest();
    }

    private void step(int operation) {
        dice.roll(operation);
        int chance = dice.below(100);
        if (chance < 14) {
            world.write(dice);
        } else if (chance < 24) {
            mover.step(dice);
            if (dice.oneIn(6)) {
                compact(dice.below(ingests.size()));
            }
        } else if (chance < 34) {
            ingests.get(dice.below(ingests.size())).read(1 + dice.below(4));
        } else if (chance < 48) {
            read();
        } else if (chance < 72) {
            look();
        } else if (chance < 80) {
            ingests.get(dice.below(ingests.size())).commit();
        } else if (chance < 88) {
            markConsumed();
        } else if (chance < 92) {
            validator.takeTurn(1 + dice.below(4));
        } else {
            trouble();
        }
    }

    private void read() {
        if (dice.oneIn(2)) {
            validator.readVersions(1 + dice.below(6), dice);
        } else {
            validator.readObservations(1 + dice.below(4));
        }
    }

    private void look() {
        if (capture != null) {
            switch (dice.below(3)) {
                case 0 -> capture.capture(1 + dice.below(6));
                case 1 -> capture.ingest(1 + dice.below(6), validator.observations);
                default -> coordinator.step();
            }
            return;
        }
        int what = dice.below(8);
        if (what < 4) {
            observer.scan(dice);
        } else if (what < 6) {
            observer.follow(dice);
        } else {
            deliver(dice.below(delivered.length), 1 + dice.below(4));
        }
    }

    private void deliver(int queue, int pages) {
        List<SeenPage> all = observer.queues.get(queue);
        for (int i = 0; i < pages && delivered[queue] < all.size(); i++) {
            validator.observations.add(all.get(delivered[queue]++));
        }
    }

    private void markConsumed() {
        int[] offsets = new int[ingests.size()];
        for (int partition = 0; partition < offsets.length; partition++) {
            offsets[partition] =
                    Math.max(appended[partition], ingests.get(partition).consumed());
            appended[partition] = offsets[partition];
        }
        validator.versions.appendMark(new VersionsTopic.Consumed(offsets, world.ends()));
    }

    private void trouble() {
        int partition = dice.below(ingests.size());
        switch (dice.below(12)) {
            case 0 -> {
                if (world.setup.mode() != Setup.Mode.EXACT) {
                    mover.crash(partition);
                }
            }
            case 1 -> mover.stall(dice);
            case 2 -> observer.crash(dice);
            case 3 -> again();
            case 4 -> ingests.get(partition).crash();
            case 5 -> validator.restart();
            case 6, 7 -> validator.commit();
            case 8, 9 -> harm();
            case 10 -> compact(partition);
            default -> {
                compact(partition);
                if (world.setup.lossy()) {
                    expire(partition, world.logs[partition].start() + dice.below(12));
                }
            }
        }
    }

    /** What was delivered is delivered once more. */
    private void again() {
        int back = 1 + dice.below(5);
        if (capture != null) {
            capture.replay(back, validator.observations);
        } else {
            int queue = dice.below(delivered.length);
            delivered[queue] = Math.max(0, delivered[queue] - back);
        }
    }

    private void harm() {
        if (!world.setup.harms()) {
            return;
        }
        int key = dice.below(world.setup.keys());
        world.harm(key, dice.below(world.setup.values() + 3));
        if (capture != null) {
            capture.changed(key, dice);
        }
    }

    private void compact(int partition) {
        if (world.setup.compacted()) {
            int below = Math.max(0, mover.progress(partition) - dice.below(4));
            int removed = world.logs[partition].compact(below);
            if (world.tells() && removed > 0) {
                world.tell("log: p" + partition + " compacted below " + below + ", " + removed + " removed");
            }
        }
    }

    private void expire(int partition, int wanted) {
        int below = Math.min(wanted, mover.progress(partition));
        if (ingests.get(partition).expire(below)) {
            if (world.tells()) {
                world.tell("log: p" + partition + " below " + below + " is gone, unread");
            }
            validator.truth().removed(partition, below);
            validator.versions.appendMark(new VersionsTopic.Lost(partition, below));
        }
    }

    private void comeToRest() {
        if (world.tells()) {
            world.tell("-- at rest from here");
        }
        world.quiet();
        dice.roll(1);
        mover.finish(dice);
        if (capture != null) {
            lastRounds();
        } else {
            lastScans();
        }
        validator.keys.checkAtRest();
    }

    private void arrive() {
        for (SimulatedIngest ingest : ingests) {
            ingest.read(ALL);
            ingest.commit();
        }
        for (int queue = 0; queue < delivered.length; queue++) {
            deliver(queue, ALL);
        }
        markConsumed();
        validator.readVersions(ALL, dice);
        validator.readObservations(ALL);
        validator.takeTurn(ALL);
    }

    private void lastScans() {
        int epoch = observer.epoch() + (observer.epochEnded() ? 1 : 2);
        arrive();
        arrive();
        // What is read now is read at rest.
        finishEpoch();
        arrive();
        if (observer.epoch() < epoch) {
            observer.beginEpoch();
            finishEpoch();
        }
        arrive();
        arrive();
        Truth.require(validator.waitingPages() == 0, "L", validator.waitingPages() + " pages wait for ever");
        Truth.require(validator.sweptEpoch() == observer.epoch(), "L", "the last scan is never swept");
    }

    private void finishEpoch() {
        while (!observer.epochEnded()) {
            for (int lane = 0; lane < observer.lanes(); lane++) {
                observer.scan(lane, dice);
            }
        }
    }

    private void lastRounds() {
        int last = coordinator.rounds() + 2;
        for (int i = 0; i < 100 && !(coordinator.rounds() >= last && coordinator.between()); i++) {
            capture.capture(ALL);
            capture.ingest(ALL, validator.observations);
            arrive();
            coordinator.step();
        }
        Truth.require(coordinator.rounds() >= last && coordinator.between(), "L", "a round never ends");
    }
}
