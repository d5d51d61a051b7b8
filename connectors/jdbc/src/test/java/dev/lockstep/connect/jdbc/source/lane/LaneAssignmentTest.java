/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.jdbc.source.lane.LaneAssignment.Share;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LaneAssignmentTest {
    @Property
    void everyLaneGoesToOneTaskAndNoTaskHasTwoMoreThanAnother(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 20) Integer> lanes,
            @ForAll @IntRange(min = 1, max = 40) int tasks) {
        List<List<Share>> assigned = LaneAssignment.of(lanes, tasks);
        List<Share> all = assigned.stream().flatMap(List::stream).toList();
        assertThat(all)
                .doesNotHaveDuplicates()
                .hasSize(lanes.stream().mapToInt(Integer::intValue).sum());
        assertThat(assigned).hasSizeLessThanOrEqualTo(tasks).allMatch(shares -> !shares.isEmpty());
        int most = assigned.stream().mapToInt(List::size).max().orElse(0);
        assertThat(assigned).allMatch(shares -> shares.size() >= most - 1);
    }

    @Example
    void firstLanesOfAllTablesComeFirst() {
        assertThat(LaneAssignment.of(List.of(3, 1, 2), 2))
                .containsExactly(
                        List.of(new Share(0, 0), new Share(2, 0), new Share(2, 1)),
                        List.of(new Share(1, 0), new Share(0, 1), new Share(0, 2)));
    }
}
