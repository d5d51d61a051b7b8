/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

import java.util.List;
import java.util.Map;

/**
 * One complete round as one partition has seen it: an observation of all keys whose target did not change after the
 * watermark, at positions that a check, or in settle mode a wait, has established.
 *
 * @param id greater than that of every round before
 * @param watermark w, the observations below it were made by the time the target was looked at
 * @param lo everything below had reached the target by then; by data topic, one offset a partition
 * @param hi nothing at or above had
 * @param completedAt timestamp of the marker that closes the round, for people
 */
public record Round(long id, long watermark, Map<String, List<Long>> lo, Map<String, List<Long>> hi, long completedAt) {
    public Round {
        lo = Map.copyOf(lo);
        hi = Map.copyOf(hi);
    }

    /** In the partition of a key; one that the round did not know had nothing in it. */
    public Window window(Home home) {
        long low = at(lo, home);
        return new Window(low, Math.max(low, at(hi, home)));
    }

    private static long at(Map<String, List<Long>> vectors, Home home) {
        List<Long> offsets = vectors.getOrDefault(home.topic(), List.of());
        return home.partition() < offsets.size() ? offsets.get(home.partition()) : 0;
    }
}
