/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class ScanStateTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    /** The number of lanes is the plan's length. */
    private static ScanState state(Map<Integer, LaneProgress> stored) {
        return ScanState.of(stored, String::length);
    }

    private static LaneProgress ended(int epoch, String plan) {
        return LaneProgress.start(epoch, plan).end(0, Bounds.exactly(List.of(1L)));
    }

    @Test
    void gAnEpochIsCalledAfterTheSecondInWhichItBegins() {
        ScanState state = state(Map.of());
        state.begin("ab", 2, NOW);
        assertThat(state.epoch()).isEqualTo(1_000);
        assertThat(state.lanes()).isEqualTo(2);
    }

    @Test
    void gTheNextIsGreaterThoughTheClockWasSetBack() {
        ScanState state = state(Map.of(0, ended(5_000, "a")));
        state.begin("a", 1, NOW);
        assertThat(state.epoch()).isEqualTo(5_001);
    }

    @Test
    void oNoEpochBeginsBeforeEveryLaneHasEnded() {
        ScanState state = state(Map.of());
        state.begin("ab", 2, NOW);
        state.advance(1, state.lane(1).end(3, Bounds.exactly(List.of(1L))));
        assertThat(state.isOver()).isFalse();
        assertThatThrownBy(() -> state.begin("ab", 2, NOW)).isInstanceOf(IllegalStateException.class);
        state.advance(0, state.lane(0).end(0, Bounds.exactly(List.of(1L))));
        assertThat(state.isOver()).isTrue();
    }

    @Test
    void oALaneOfAnotherEpochIsNoLaneOfThisOne() {
        ScanState state = state(Map.of());
        state.begin("a", 1, NOW);
        assertThatThrownBy(() -> state.advance(0, LaneProgress.start(999, "a")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sARestartGoesOnWithTheLanesTheEpochBeganWith() {
        Map<Integer, LaneProgress> stored = new HashMap<>();
        stored.put(0, ended(900, "abc"));
        stored.put(2, LaneProgress.start(950, "abcd").behind("k", 7, Bounds.exactly(List.of(4L))));
        stored.put(1, ended(950, "abcd"));
        ScanState state = state(stored);
        assertThat(state.epoch()).isEqualTo(950);
        assertThat(state.lanes()).isEqualTo(4);
        assertThat(state.lane(0)).isEqualTo(LaneProgress.start(950, "abcd"));
        assertThat(state.lane(1).done()).isTrue();
        assertThat(state.lane(2).position()).contains("k");
        assertThat(state.lane(2).rows()).isEqualTo(7);
        assertThat(state.isOver()).isFalse();
    }

    @Test
    void whenEveryLaneHasEndedTheNextEpochWaitsForTheInterval() {
        ScanState state = state(Map.of(0, ended(1_000, "a")));
        assertThat(state.wait(Duration.ofSeconds(60), NOW.plusSeconds(20))).isEqualTo(Duration.ofSeconds(40));
        assertThat(state.wait(Duration.ofSeconds(60), NOW.plusSeconds(70))).isZero();
    }

    @Test
    void withoutIntervalEpochsDoNotRunAheadOfTheClock() {
        ScanState state = state(Map.of(0, ended(1_000, "a")));
        assertThat(state.wait(Duration.ZERO, NOW.plusMillis(250))).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void theLaneBeginsWhereTheMoverWasBeforeItsFirstPageAndEndsBehindItsLast() {
        LaneProgress lane = LaneProgress.start(5, "a")
                .behind("k", 1, new Bounds(List.of(3L, 9L), List.of(5L, 9L)))
                .behind("l", 1, new Bounds(List.of(4L, 9L), List.of(8L, 20L)));
        assertThat(lane.bounds(new Bounds(List.of(6L, 10L), List.of(9L, 30L))))
                .isEqualTo(new Bounds(List.of(3L, 9L), List.of(9L, 30L)));
    }

    @Test
    void aMoverThatWasSetBackWidensTheLane() {
        LaneProgress lane = LaneProgress.start(5, "a").behind("k", 1, Bounds.exactly(List.of(30L)));
        assertThat(lane.bounds(Bounds.exactly(List.of(10L)))).isEqualTo(Bounds.exactly(List.of(10L)));
        assertThat(lane.behind("l", 1, Bounds.exactly(List.of(10L))).lo()).contains(List.of(10L));
    }

    @Test
    void whatIsStoredComesBack() {
        LaneProgress lane = LaneProgress.start(5, "plan").behind("[\"1\"]", 12, Bounds.exactly(List.of(3L, 0L)));
        assertThat(LaneProgress.fromMap(lane.toMap())).isEqualTo(lane);
        assertThat(LaneProgress.fromMap(LaneProgress.start(5, "plan").toMap()))
                .isEqualTo(new LaneProgress(5, "plan", Optional.empty(), 0, Optional.empty(), false, List.of()));
        ObserverPartition partition = ObserverPartition.lane("t", 3);
        assertThat(ObserverPartition.fromMap(partition.toMap())).isEqualTo(partition);
        ObserverPartition followed = ObserverPartition.followed("t", 3);
        assertThat(ObserverPartition.fromMap(followed.toMap())).isEqualTo(followed);
    }

    @Test
    void whatIsNoneOfOursIsRefusedInItsOwnWords() {
        assertThatThrownBy(() -> ObserverPartition.fromMap(Map.of("topic", "t")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("either the field");
        assertThatThrownBy(() -> ObserverPartition.fromMap(Map.of("topic", "t", "lane", "one")))
                .hasMessageContaining("must be an integer");
        assertThatThrownBy(() -> LaneProgress.fromMap(Map.of("epoch", 5))).hasMessageContaining("lacks the field");
        assertThatThrownBy(() -> FollowedOffset.fromMap(Map.of("next", 5, "more", 1)))
                .hasMessageContaining("has no field \"more\"");
        Map<String, Object> lane = LaneProgress.start(5, "plan").toMap();
        lane.put("aggregates", "1 2");
        assertThatThrownBy(() -> LaneProgress.fromMap(lane)).hasMessageContaining("must hold aggregates");
    }

    private static Aggregate sum(String column, int... numbers) {
        Aggregate sum = Aggregate.none(column);
        for (int number : numbers) {
            sum = sum.with(Optional.of(BigDecimal.valueOf(number)));
        }
        return sum;
    }

    @Test
    void whatTheRowsOfALaneComeToGoesOnAfterARestart() {
        LaneProgress first = LaneProgress.start(5, "plan")
                .adding(List.of(sum("total", 1, 2), sum("tax", 7)))
                .behind("b", 2, Bounds.exactly(List.of(3L)));
        LaneProgress again = LaneProgress.fromMap(first.toMap());
        assertThat(again).isEqualTo(first);
        assertThat(again.adding(List.of(sum("total", 4), sum("tax"))).aggregates())
                .containsExactly(sum("total", 1, 2, 4), sum("tax", 7));
    }

    /** What its first pages held is not known any more. */
    @Test
    void aColumnThatIsNamedInTheMiddleOfALaneWaitsForTheNextEpoch() {
        LaneProgress before = LaneProgress.start(5, "plan")
                .adding(List.of(sum("tax", 1)))
                .behind("b", 1, Bounds.exactly(List.of(3L)));
        assertThat(before.adding(List.of(sum("total", 4))).aggregates()).isEmpty();
    }

    @Test
    void aLaneWithoutRowsComesToNothingAndSaysSo() {
        assertThat(LaneProgress.start(5, "plan").adding(List.of(sum("total"))).aggregates())
                .containsExactly(Aggregate.none("total"));
    }
}
