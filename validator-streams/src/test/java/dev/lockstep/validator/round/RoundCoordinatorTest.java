/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.validator.reconcile.Side;
import dev.lockstep.validator.record.InternalRecord.Mark;
import dev.lockstep.validator.record.InternalRecord.MarkKind;
import dev.lockstep.validator.report.RoundStage;
import dev.lockstep.validator.report.RoundStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RoundCoordinatorTest {
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final TopicPartition SOURCE = new TopicPartition("source.t", 0);
    private static final TopicPartition TARGET = new TopicPartition("target.t", 0);
    private static final TopicPartition VERSIONS = new TopicPartition("versions", 0);
    private static final TopicPartition OBSERVATIONS = new TopicPartition("observations", 0);

    private final MutableClock clock = new MutableClock();
    private final FakeCluster cluster = new FakeCluster();

    private RoundCoordinator coordinator(Side... heartbeats) {
        return new RoundCoordinator(
                cluster, new RoundTimes(SETTLE, Duration.ofSeconds(5), Set.of(heartbeats)), Optional.empty(), clock);
    }

    private RoundCoordinator coordinator(TargetMarker marker) {
        return new RoundCoordinator(
                cluster, new RoundTimes(Duration.ZERO, Duration.ofSeconds(5), Set.of()), Optional.of(marker), clock);
    }

    /** A marker that comes back when it is told to. */
    private static final class FakeMarker implements TargetMarker {
        private final List<Long> written = new ArrayList<>();
        private boolean back;
        private boolean broken;

        @Override
        public void write(long round) {
            if (broken) {
                throw new RoundTroubleException("the target refuses the marker", null);
            }
            written.add(round);
        }

        @Override
        public Optional<String> behind(long round) {
            assertThat(written).last().isEqualTo(round);
            return back ? Optional.empty() : Optional.of("the marker is under way");
        }
    }

    /** A cluster of four partitions, each with an end and a position of who reads it. */
    private static final class FakeCluster implements RoundEnvironment {
        private final Map<TopicPartition, Long> ends =
                new HashMap<>(Map.of(SOURCE, 10L, TARGET, 20L, VERSIONS, 0L, OBSERVATIONS, 0L));
        private final Map<TopicPartition, Long> own =
                new HashMap<>(Map.of(SOURCE, 10L, TARGET, 20L, VERSIONS, 0L, OBSERVATIONS, 0L));
        private final List<Mark> marks = new ArrayList<>();
        private final Map<Side, Long> heartbeats = new HashMap<>();
        private final Map<TopicPartition, Long> forgotten = new HashMap<>();
        private RoundStatus status = RoundStatus.NONE;
        private long mover = Long.MAX_VALUE;
        private boolean keepsUp = true;
        private boolean broken;

        @Override
        public Map<TopicPartition, Long> ends(Side side) {
            if (broken) {
                throw new RoundTroubleException("no broker answers", null);
            }
            TopicPartition of = side == Side.SOURCE ? SOURCE : TARGET;
            return Map.of(of, ends.get(of));
        }

        @Override
        public Optional<String> ownReadingBehind(Map<TopicPartition, Long> cut) {
            if (keepsUp) {
                own.putAll(ends);
            }
            return behind(cut, own);
        }

        @Override
        public Optional<String> moverBehind(Map<TopicPartition, Long> cut) {
            return behind(cut, Map.of(SOURCE, mover));
        }

        private static Optional<String> behind(Map<TopicPartition, Long> cut, Map<TopicPartition, Long> at) {
            return cut.entrySet().stream()
                    .filter(end -> at.get(end.getKey()) < end.getValue())
                    .map(end -> end.getKey().toString())
                    .findFirst();
        }

        @Override
        public OptionalLong newestHeartbeat(Side side) {
            return heartbeats.containsKey(side) ? OptionalLong.of(heartbeats.get(side)) : OptionalLong.empty();
        }

        @Override
        public Map<TopicPartition, Long> append(Mark mark) {
            marks.add(mark);
            TopicPartition to = mark.kind() == MarkKind.WATER ? OBSERVATIONS : VERSIONS;
            return Map.of(to, ends.merge(to, 1L, Long::sum));
        }

        @Override
        public void publish(RoundStatus next) {
            status = next;
        }

        @Override
        public void forgetBelow(Map<TopicPartition, Long> offsets) {
            forgotten.putAll(offsets);
        }

        private List<MarkKind> kinds() {
            return marks.stream().map(Mark::kind).toList();
        }
    }

    @Test
    void runsAWholeRoundWithItsMarkersInOrder() {
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE);
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.SETTLE);
        clock.advance(SETTLE.minusMillis(1));
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE);
        clock.advance(Duration.ofMillis(1));
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.WATER, MarkKind.CLOSE);
        assertThat(cluster.marks.stream().map(Mark::round).distinct()).hasSize(1);
        assertThat(cluster.status.lastComplete()).isEqualTo(cluster.marks.get(0).round());
        assertThat(cluster.forgotten).isEqualTo(Map.of(VERSIONS, 2L, OBSERVATIONS, 1L));
    }

    @Test
    void closesWithTheBoundsOfWhatTheTargetHeld() {
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        cluster.ends.put(SOURCE, 17L);
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.marks).hasSize(3);
        Mark close = cluster.marks.get(2);
        assertThat(close.lo()).isEqualTo(Map.of("source.t", List.of(10L)));
        assertThat(close.hi()).isEqualTo(Map.of("source.t", List.of(17L)));
    }

    @Test
    void givesEveryRoundAGreaterId() {
        RoundCoordinator coordinator = coordinator();
        for (int i = 0; i < 100; i++) {
            coordinator.step();
            clock.advance(Duration.ofSeconds(3));
        }
        List<Long> bases = cluster.marks.stream()
                .filter(mark -> mark.kind() == MarkKind.BASE)
                .map(Mark::round)
                .toList();
        assertThat(bases.size()).isGreaterThan(10);
        assertThat(bases).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void catchesUpBeforeTheFirstMarker() {
        cluster.keepsUp = false;
        cluster.own.put(SOURCE, 9L);
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        assertThat(cluster.marks).isEmpty();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.CATCH_UP);
        assertThat(cluster.status.waitingFor()).contains("source.t-0");
        cluster.own.put(SOURCE, 10L);
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE);
    }

    @Test
    void waitsForTheMoverBeforeItStartsToSettle() {
        cluster.mover = 9;
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        clock.advance(SETTLE.multipliedBy(2));
        coordinator.step();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.MOVER);
        cluster.mover = 10;
        coordinator.step();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.SETTLE);
    }

    @Test
    void writesTheMarkerOnlyWhenTheMoverHasPassed() {
        FakeMarker marker = new FakeMarker();
        cluster.mover = 9;
        RoundCoordinator coordinator = coordinator(marker);
        coordinator.step();
        assertThat(marker.written).isEmpty();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.MOVER);
        cluster.mover = 10;
        coordinator.step();
        assertThat(marker.written).containsExactly(cluster.marks.get(0).round());
    }

    @Test
    void waitsForTheMarkerHoweverLongItTakes() {
        FakeMarker marker = new FakeMarker();
        RoundCoordinator coordinator = coordinator(marker);
        coordinator.step();
        clock.advance(Duration.ofHours(1));
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE);
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.MARKER);
        assertThat(cluster.status.waitingFor()).isEqualTo("the marker is under way");
        assertThat(cluster.status.stalled()).isTrue();
        assertThat(marker.written).hasSize(1);
    }

    @Test
    void looksAtTheTargetOnlyWhenTheMarkerIsBack() {
        FakeMarker marker = new FakeMarker();
        RoundCoordinator coordinator = coordinator(marker);
        coordinator.step();
        cluster.keepsUp = false;
        cluster.ends.put(TARGET, 25L);
        marker.back = true;
        coordinator.step();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.TARGET_INGEST);
        cluster.keepsUp = true;
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.WATER, MarkKind.CLOSE);
        assertThat(cluster.status.lastComplete()).isPositive();
    }

    @Test
    void aMarkerThatCannotBeWrittenMakesTheRoundVoidAndTheNextWritesItsOwn() {
        FakeMarker marker = new FakeMarker();
        marker.broken = true;
        RoundCoordinator coordinator = coordinator(marker);
        coordinator.step();
        assertThat(cluster.status.voidReason()).isEqualTo("the target refuses the marker");
        marker.broken = false;
        marker.back = true;
        clock.advance(Duration.ofSeconds(5));
        coordinator.step();
        assertThat(cluster.status.lastComplete()).isEqualTo(marker.written.get(0));
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.BASE, MarkKind.WATER, MarkKind.CLOSE);
    }

    @Test
    void putsTheWatermarkBehindEverythingTheTargetHadSaid() {
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        cluster.keepsUp = false;
        cluster.ends.put(TARGET, 25L);
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.TARGET_INGEST);
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE);
        cluster.own.put(TARGET, 25L);
        cluster.ends.put(SOURCE, 12L);
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.WATER);
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.SOURCE_INGEST);
        cluster.own.put(SOURCE, 12L);
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.WATER, MarkKind.CLOSE);
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.CONFIRM);
    }

    @Test
    void aRoundIsVoidWithoutAFreshHeartbeatOfEitherSide() {
        cluster.heartbeats.put(Side.SOURCE, clock.millis());
        RoundCoordinator coordinator = coordinator(Side.SOURCE, Side.TARGET);
        coordinator.step();
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.status.voided()).isEqualTo(1);
        assertThat(cluster.status.voidReason()).contains("no heartbeat of the target side");
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE);

        cluster.heartbeats.put(Side.TARGET, clock.millis());
        clock.advance(Duration.ofSeconds(5));
        coordinator.step();
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.status.voidReason()).contains("more than settle.ms = 10000");
        assertThat(cluster.status.lastComplete()).isZero();

        clock.advance(Duration.ofSeconds(5));
        coordinator.step();
        clock.advance(SETTLE);
        cluster.heartbeats.put(Side.SOURCE, clock.millis());
        cluster.heartbeats.put(Side.TARGET, clock.millis());
        coordinator.step();
        assertThat(cluster.status.lastComplete()).isPositive();
    }

    @Test
    void startsAnewAfterTrouble() {
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        cluster.broken = true;
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.status.voidReason()).isEqualTo("no broker answers");
        cluster.broken = false;
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.BASE);
    }

    @Test
    void aRoundUnderWayIsVoidWhenAnotherInstanceLeads() {
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        coordinator.rest();
        clock.advance(SETTLE);
        coordinator.step();
        assertThat(cluster.kinds()).containsExactly(MarkKind.BASE, MarkKind.BASE);
    }

    @Test
    void saysAtWhichStageRoundsStall() {
        cluster.mover = 0;
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        assertThat(cluster.status.stalled()).isFalse();
        clock.advance(RoundCoordinator.STALLED_AFTER.multipliedBy(2));
        coordinator.step();
        assertThat(cluster.status.stalled()).isTrue();
        assertThat(cluster.status.stage()).isEqualTo(RoundStage.MOVER);
    }

    @Test
    void stopsForGoodWhenADataTopicWasMadeAnew() {
        RoundCoordinator coordinator = coordinator();
        coordinator.step();
        cluster.ends.put(SOURCE, 3L);
        clock.advance(SETTLE);
        assertThatThrownBy(coordinator::step)
                .isInstanceOf(TopicRecreatedException.class)
                .hasMessageContaining("source.t-0")
                .hasMessageContaining("new validator.id");
    }
}
