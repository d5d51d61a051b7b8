/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.Arrays;

/**
 * Applies the logs to the target: rows and position at one instant, or row by row with a commit now and then, so that a
 * crash applies old versions once more.
 */
final class SimulatedMover {
    private final World world;
    private final boolean exact;
    private final int[] position;
    private final int[] committed;
    private final long[] stalledUntil;

    /** Of each partition, what is left to write of a batch in which the last version of a key stands for the others. */
    private final int[][] batch;

    private final int[] batchSize;
    private final int[] batchEnd;

    /** Told of every row written, unless there is nobody to tell. */
    private final SimulatedCapture capture;

    SimulatedMover(World world, SimulatedCapture capture) {
        this.world = world;
        this.capture = capture;
        exact = world.setup.mode() == Setup.Mode.EXACT;
        int partitions = world.setup.partitions();
        position = new int[partitions];
        committed = new int[partitions];
        stalledUntil = new long[partitions];
        batch = new int[partitions][world.setup.keys()];
        batchSize = new int[partitions];
        batchEnd = new int[partitions];
    }

    int[] progress() {
        return committed.clone();
    }

    int progress(int partition) {
        return committed[partition];
    }

    void step(Dice dice) {
        int partition = dice.below(position.length);
        if (stalledUntil[partition] > world.now()) {
            return;
        }
        if (batchSize[partition] > 0) {
            writeBatch(partition, 1 + dice.below(3), dice);
        } else if (!exact && dice.oneIn(3)) {
            takeBatch(partition, 2 + dice.below(8));
        } else {
            applyInOrder(partition, 1 + dice.below(5), dice);
        }
        if (exact || dice.oneIn(12)) {
            commit(partition);
        }
    }

    void stall(Dice dice) {
        stalledUntil[dice.below(position.length)] = world.now() + dice.below(400);
    }

    void commit(int partition) {
        if (committed[partition] != position[partition]) {
            committed[partition] = position[partition];
            if (world.tells() && !exact) {
                world.tell("mover: committed " + World.at(partition, committed[partition]));
            }
        }
    }

    void crash(int partition) {
        batchSize[partition] = 0;
        position[partition] = committed[partition];
        if (world.tells()) {
            world.tell("mover: crashed, begins again at " + World.at(partition, position[partition]));
        }
    }

    /** Everything that was written is applied and committed. */
    void finish(Dice dice) {
        Arrays.fill(stalledUntil, 0);
        for (int partition = 0; partition < position.length; partition++) {
            while (batchSize[partition] > 0) {
                writeBatch(partition, 10, dice);
            }
            applyInOrder(partition, Integer.MAX_VALUE, dice);
            commit(partition);
        }
    }

    private void applyInOrder(int partition, int records, Dice dice) {
        DataLog log = world.logs[partition];
        int applied = 0;
        int at = log.readableFrom(position[partition]);
        while (applied < records && at < log.end()) {
            write(partition, at, dice);
            applied++;
            at++;
            position[partition] = at;
            at = log.readableFrom(at);
        }
        if (at == log.end()) {
            position[partition] = at;
        }
    }

    private void takeBatch(int partition, int records) {
        DataLog log = world.logs[partition];
        int at = log.readableFrom(position[partition]);
        int taken = 0;
        while (taken < records && at < log.end()) {
            if (lastOfBatch(log, partition, at) < 0) {
                batch[partition][batchSize[partition]++] = at;
            }
            taken++;
            batchEnd[partition] = at + 1;
            at = log.readableFrom(at + 1);
        }
    }

    /** Puts the version in the place of an older one of its key. */
    private int lastOfBatch(DataLog log, int partition, int at) {
        for (int i = 0; i < batchSize[partition]; i++) {
            if (log.key(batch[partition][i]) == log.key(at)) {
                batch[partition][i] = at;
                return i;
            }
        }
        return -1;
    }

    private void writeBatch(int partition, int rows, Dice dice) {
        for (int i = 0; i < rows && batchSize[partition] > 0; i++) {
            int at = batch[partition][--batchSize[partition]];
            write(partition, at, dice);
        }
        if (batchSize[partition] == 0) {
            position[partition] = batchEnd[partition];
        }
    }

    private void write(int partition, int offset, Dice dice) {
        int key = world.logs[partition].key(offset);
        int value = world.logs[partition].value(offset);
        int written = value;
        if (world.oddly(world.setup.harms(), 60, dice)) {
            written = dice.oneIn(2) ? world.target[key] : dice.below(world.setup.values() + 3);
        }
        world.apply(key, value, written);
        if (world.tells()) {
            world.tell("mover: " + World.at(partition, offset) + " k" + key + " = " + value
                    + (written == value ? "" : " HARM: " + written));
        }
        if (capture != null) {
            capture.changed(key, dice);
        }
    }
}
