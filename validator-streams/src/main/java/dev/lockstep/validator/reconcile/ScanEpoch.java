/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import dev.lockstep.canonical.observation.Bounds;
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
 * @param at when the last of them ended, for people
 */
public record ScanEpoch(int epoch, int lanes, Set<Integer> ended, Bounds bounds, long rows, long at) {
    public static final ScanEpoch NONE = new ScanEpoch(0, 0, Set.of(), new Bounds(List.of(), List.of()), 0, 0);

    public ScanEpoch {
        ended = Set.copyOf(ended);
    }

    /** With the end of one more lane; a lane of an older scan, or one that was seen before, changes nothing (R). */
    public ScanEpoch with(int ofEpoch, int lane, int ofLanes, Bounds of, long read, long endedAt) {
        if (ofEpoch < epoch || (ofEpoch == epoch && ended.contains(lane))) {
            return this;
        }
        if (ofEpoch > epoch || ofLanes != lanes) {
            return new ScanEpoch(ofEpoch, ofLanes, Set.of(lane), of, read, endedAt);
        }
        Set<Integer> all = new TreeSet<>(ended);
        all.add(lane);
        return new ScanEpoch(epoch, lanes, all, merge(bounds, of), rows + read, Math.max(at, endedAt));
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
