/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lanes of the newest scan of a table that have come to their end. Immutable.
 *
 * @param epoch 0 when none has
 * @param bounds the lowest lower and the highest upper bounds of the lanes that have ended
 * @param rows what the lanes that have ended have read
 * @param aggregates what these rows come to, in the columns that all of these lanes have added up
 * @param at when the last of them ended, for people
 */
public record ScanEpoch(
        int epoch, int lanes, Set<Integer> ended, Bounds bounds, long rows, List<Aggregate> aggregates, long at) {
    public static final ScanEpoch NONE =
            new ScanEpoch(0, 0, Set.of(), new Bounds(List.of(), List.of()), 0, List.of(), 0);

    public ScanEpoch {
        ended = Set.copyOf(ended);
        aggregates = List.copyOf(aggregates);
    }

    /** With the end of one more lane; a lane of an older scan, or one that was seen before, changes nothing (R). */
    public ScanEpoch with(LaneEnd end, long endedAt) {
        int ofEpoch = end.scan().epoch();
        int lane = end.scan().lane();
        int ofLanes = end.scan().lanes();
        if (ofEpoch < epoch || (ofEpoch == epoch && ended.contains(lane))) {
            return this;
        }
        if (ofEpoch > epoch || ofLanes != lanes) {
            return new ScanEpoch(ofEpoch, ofLanes, Set.of(lane), end.bounds(), end.rows(), end.aggregates(), endedAt);
        }
        Set<Integer> all = new TreeSet<>(ended);
        all.add(lane);
        return new ScanEpoch(
                epoch,
                lanes,
                all,
                merge(bounds, end.bounds()),
                rows + end.rows(),
                merge(aggregates, end.aggregates()),
                Math.max(at, endedAt));
    }

    public boolean complete() {
        return epoch > 0 && ended.size() == lanes;
    }

    /** Where the whole scan was, in the partition of a key; one that the scan did not know had nothing in it. */
    public Window window(Home home) {
        return home.partition() < bounds.partitions()
                ? new Window(bounds.lo().get(home.partition()), bounds.hi().get(home.partition()))
                : new Window(0, 0);
    }

    private static List<Aggregate> merge(List<Aggregate> left, List<Aggregate> right) {
        List<Aggregate> both = new ArrayList<>();
        for (Aggregate one : left) {
            right.stream()
                    .filter(other -> other.column().equals(one.column()))
                    .findFirst()
                    .ifPresent(other -> both.add(one.plus(other)));
        }
        return both;
    }

    private static Bounds merge(Bounds left, Bounds right) {
        List<Long> lo = new ArrayList<>();
        List<Long> hi = new ArrayList<>();
        for (int partition = 0; partition < Math.max(left.partitions(), right.partitions()); partition++) {
            boolean inLeft = partition < left.partitions();
            boolean inRight = partition < right.partitions();
            lo.add(Math.min(
                    inLeft ? left.lo().get(partition) : 0, inRight ? right.lo().get(partition) : 0));
            hi.add(Math.max(
                    inLeft ? left.hi().get(partition) : 0, inRight ? right.hi().get(partition) : 0));
        }
        return new Bounds(lo, hi);
    }
}
