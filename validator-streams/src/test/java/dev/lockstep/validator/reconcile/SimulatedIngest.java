/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/** Reads one partition of the data topic into the internal topic of versions; a crash reads some of it again. */
final class SimulatedIngest {
    private final World world;
    private final int partition;
    private final VersionsTopic versions;
    private int position;
    private int committed;
    private int furthest;

    /** Where this run would go on if there were no gap; a run does not know where the one before it was. */
    private int expected;

    private int gapEnd;

    SimulatedIngest(World world, int partition, VersionsTopic versions) {
        this.world = world;
        this.partition = partition;
        this.versions = versions;
    }

    int committed() {
        return committed;
    }

    void read(int records) {
        DataLog log = world.logs[partition];
        int at = log.readableFrom(position);
        for (int i = 0; i < records && at < log.end(); i++) {
            if (world.setup.compacted() && at != expected) {
                gapEnd = at;
            }
            expected = at + 1;
            versions.appendRow(partition, at, gapEnd);
            world.tick();
            position = at + 1;
            furthest = Math.max(furthest, position);
            at = log.readableFrom(position);
        }
    }

    void commit() {
        committed = position;
    }

    void crash() {
        position = committed;
        expected = 0;
        gapEnd = 0;
        if (world.tells()) {
            world.tell("ingest: crashed, reads " + World.at(partition, position) + " again");
        }
    }

    /** Up to where everything has been read: the end, where nothing that a reader gets is left. */
    int consumed() {
        DataLog log = world.logs[partition];
        return log.readableFrom(committed) == log.end() ? log.end() : Math.max(committed, log.start());
    }

    /** Retention goes on; true when something was removed that may not have been read. */
    boolean expire(int below) {
        boolean lost = committed < below && world.logs[partition].start() < below;
        world.logs[partition].expire(below, furthest);
        return lost;
    }
}
