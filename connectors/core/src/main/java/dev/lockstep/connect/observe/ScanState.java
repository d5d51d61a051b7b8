/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scans of one table: which epoch it is and how far its lanes are. Not thread-safe.
 *
 * <ul>
 *   <li><b>O (one)</b> all lanes are of one epoch; the next begins when every lane of this one has ended.
 *   <li><b>G (grows)</b> the number of an epoch is above that of the one before.
 *   <li><b>S (stable)</b> the lanes of an epoch are those it began with, over any restart, see {@link LaneProgress}.
 * </ul>
 */
public final class ScanState {
    private final List<LaneProgress> lanes = new ArrayList<>();

    /** Takes up what was stored: the newest epoch of which any lane has an offset. */
    public static ScanState of(Map<Integer, LaneProgress> stored, PlanSize size) {
        ScanState state = new ScanState();
        stored.values().stream()
                .max((left, right) -> Integer.compare(left.epoch(), right.epoch()))
                .ifPresent(newest -> {
                    for (int lane = 0; lane < size.lanes(newest.plan()); lane++) {
                        LaneProgress found = stored.get(lane);
                        state.lanes.add(
                                found != null && found.epoch() == newest.epoch()
                                        ? found
                                        : LaneProgress.start(newest.epoch(), newest.plan()));
                    }
                });
        return state;
    }

    /** Tells how many lanes a plan has. */
    @FunctionalInterface
    public interface PlanSize {
        int lanes(String plan);
    }

    /** 0 before the first. */
    public int epoch() {
        return lanes.isEmpty() ? 0 : lanes.get(0).epoch();
    }

    public int lanes() {
        return lanes.size();
    }

    /** Empty before the first epoch. */
    public Optional<String> plan() {
        return lanes.stream().findFirst().map(LaneProgress::plan);
    }

    public LaneProgress lane(int lane) {
        return lanes.get(lane);
    }

    public boolean isOver() {
        return lanes.stream().allMatch(LaneProgress::done);
    }

    /** How long it is until the next epoch may begin, which is for when this one is over. */
    public Duration wait(Duration interval, Instant now) {
        if (lanes.isEmpty()) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, Epochs.due(epoch(), interval));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Begins the next epoch. */
    public void begin(String plan, int laneCount, Instant now) {
        if (!isOver()) {
            throw new IllegalStateException("An epoch began before the lanes of epoch " + epoch() + " had ended");
        }
        int next = Epochs.next(epoch(), now);
        lanes.clear();
        for (int lane = 0; lane < laneCount; lane++) {
            lanes.add(LaneProgress.start(next, plan));
        }
    }

    /** Gives up the epoch, as no lane of its can be read any more. */
    public void abandon() {
        lanes.replaceAll(LaneProgress::over);
    }

    public void advance(int lane, LaneProgress to) {
        if (to.epoch() != epoch()) {
            throw new IllegalStateException("A lane of epoch " + to.epoch() + " came in epoch " + epoch());
        }
        lanes.set(lane, to);
    }
}
