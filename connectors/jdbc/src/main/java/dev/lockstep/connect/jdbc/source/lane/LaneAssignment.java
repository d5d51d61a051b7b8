/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.ArrayList;
import java.util.List;

/**
 * Which task reads which lane. The first lanes of all tables come first, then the second ones, and so on; the lane at
 * place <i>i</i> of that list goes to task <i>i</i> mod <i>n</i>. So the tasks of one large table share it, and those of
 * many small ones share those. It depends on the plans and the number of tasks alone.
 */
public final class LaneAssignment {
    /** A lane by its place among those of its table, which has its place in the list of tables. */
    public record Share(int table, int lane) {}

    private LaneAssignment() {}

    /**
     * @param lanes how many lanes each table has
     * @param maxTasks the most tasks there may be
     * @return a list for each task, none empty
     */
    public static List<List<Share>> of(List<Integer> lanes, int maxTasks) {
        List<Share> all = interleaved(lanes);
        int tasks = Math.min(maxTasks, all.size());
        List<List<Share>> assigned = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            assigned.add(new ArrayList<>());
        }
        for (int i = 0; i < all.size(); i++) {
            assigned.get(i % tasks).add(all.get(i));
        }
        return assigned;
    }

    private static List<Share> interleaved(List<Integer> lanes) {
        List<Share> all = new ArrayList<>();
        int most = lanes.stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int lane = 0; lane < most; lane++) {
            for (int table = 0; table < lanes.size(); table++) {
                if (lane < lanes.get(table)) {
                    all.add(new Share(table, lane));
                }
            }
        }
        return all;
    }
}
