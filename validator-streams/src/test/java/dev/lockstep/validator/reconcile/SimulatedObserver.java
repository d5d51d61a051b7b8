/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scans the target in lanes, one epoch after another, and looks up the keys that the mover has passed. */
final class SimulatedObserver {
    private static final class Lane {
        final int from;
        final int to;
        final Reading reading;
        int cursor;
        int saved;
        int[] lo;
        boolean ended;

        Lane(int from, int to, Reading reading) {
            this.from = from;
            this.to = to;
            this.reading = reading;
        }
    }

    private final World world;
    private final SimulatedMover mover;
    private final Lane[] lanes;
    private final Reading follow;
    private final int[] followed;
    private final int[] wanted;

    /** One queue for each lane, in reading order, and one for looked-up keys. */
    final List<List<SeenPage>> queues = new ArrayList<>();

    private final List<EpochTruth> epochs = new ArrayList<>();

    SimulatedObserver(World world, SimulatedMover mover) {
        this.world = world;
        this.mover = mover;
        int count = world.setup.lanes();
        int keys = world.setup.keys();
        lanes = new Lane[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = new Lane(i * keys / count, (i + 1) * keys / count, new Reading(world, mover));
            lanes[i].ended = true;
            queues.add(new ArrayList<>());
        }
        queues.add(new ArrayList<>());
        follow = new Reading(world, mover);
        followed = new int[world.setup.partitions()];
        wanted = new int[keys];
    }

    int lanes() {
        return lanes.length;
    }

    EpochTruth truth(int epoch) {
        return epochs.get(epoch - 1);
    }

    int epoch() {
        return epochs.size();
    }

    boolean epochEnded() {
        return Arrays.stream(lanes).allMatch(lane -> lane.ended);
    }

    void scan(Dice dice) {
        boolean open = false;
        for (Lane lane : lanes) {
            open |= !lane.ended;
        }
        if (!open) {
            beginEpoch();
        }
        scan(dice.below(lanes.length), dice);
    }

    void beginEpoch() {
        epochs.add(new EpochTruth(world.now(), world.setup.keys()));
        for (Lane lane : lanes) {
            lane.ended = false;
            lane.lo = null;
            lane.cursor = lane.from;
            lane.saved = lane.from;
            lane.reading.drop();
        }
    }

    void scan(int index, Dice dice) {
        Lane lane = lanes[index];
        if (lane.ended) {
            return;
        }
        if (lane.lo == null) {
            lane.lo = mover.progress();
        } else if (lane.cursor == lane.to && lane.reading.idle()) {
            end(index, lane, dice);
        } else if (lane.reading.idle()) {
            lane.reading.begin();
            if (lane.reading.exact()) {
                readPage(lane, dice);
                emit(index, lane);
            }
        } else if (lane.reading.bounded()) {
            readPage(lane, dice);
        } else {
            emit(index, lane);
        }
    }

    private void readPage(Lane lane, Dice dice) {
        int count = Math.min(1 + dice.below(3), lane.to - lane.cursor);
        for (int i = 0; i < count; i++) {
            wanted[i] = lane.cursor + i;
        }
        lane.cursor += count;
        lane.reading.read(wanted, count, epoch(), false, truth(epoch()), dice);
    }

    private void emit(int index, Lane lane) {
        SeenPage page = lane.reading.finish();
        if (page.keys().length > 0) {
            queues.get(index).add(page);
        }
        lane.saved = lane.cursor;
    }

    private void end(int index, Lane lane, Dice dice) {
        int[] hi = lane.reading.exact() ? mover.progress() : world.ends();
        queues.get(index).add(SeenPage.end(epoch(), index, lane.lo, hi, dice.below(1_000_000)));
        lane.ended = true;
        if (world.tells()) {
            world.tell("observer: epoch " + epoch() + " lane " + index + " ends, between " + Arrays.toString(lane.lo)
                    + " and " + Arrays.toString(hi));
        }
    }

    /** A lane goes on from its last page, or from its beginning. */
    void crash(Dice dice) {
        world.observerStartsAgain();
        Lane lane = lanes[dice.below(lanes.length)];
        if (!lane.ended && lane.lo != null) {
            lane.saved = dice.oneIn(3) ? lane.from : lane.saved;
            lane.cursor = lane.saved;
            lane.reading.drop();
        }
    }

    void follow(Dice dice) {
        if (follow.idle()) {
            follow.begin();
            if (follow.exact()) {
                lookUp(dice);
            }
        } else if (follow.bounded()) {
            lookUp(dice);
        } else {
            queues.get(lanes.length).add(follow.finish());
        }
    }

    private void lookUp(Dice dice) {
        int count = 0;
        int partition = dice.below(followed.length);
        DataLog log = world.logs[partition];
        int at = log.readableFrom(followed[partition]);
        while (at < mover.progress(partition) && count < 4) {
            int key = log.key(at);
            boolean known = false;
            for (int i = 0; i < count; i++) {
                known |= wanted[i] == key;
            }
            if (!known) {
                wanted[count++] = key;
            }
            followed[partition] = at + 1;
            at = log.readableFrom(at + 1);
        }
        if (count == 0) {
            follow.drop();
            return;
        }
        follow.read(wanted, count, 0, true, null, dice);
        if (follow.exact()) {
            queues.get(lanes.length).add(follow.finish());
        }
    }
}
