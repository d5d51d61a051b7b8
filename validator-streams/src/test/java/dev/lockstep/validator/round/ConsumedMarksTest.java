/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Consumed;
import dev.lockstep.validator.record.InternalRecord.Lost;
import dev.lockstep.validator.record.InternalRecord.PartialBaseline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumedMarksTest {
    private static final String TOPIC = "shop.orders";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);
    private static final TopicPartition OBSERVED = new TopicPartition("observed", 0);

    private final MutableClock clock = new MutableClock();
    private final FakeCluster cluster = new FakeCluster();
    private final ConsumedMarks marks = marks(true);

    private ConsumedMarks marks(boolean forgets) {
        return new ConsumedMarks(cluster, topic -> "table of " + topic, forgets, clock);
    }

    private static final class FakeCluster implements ProgressEnvironment {
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private final Map<TopicPartition, Range> data = new HashMap<>(Map.of(P0, new Range(0, 0), P1, new Range(0, 0)));
        private final Map<TopicPartition, Long> observed = new HashMap<>();

        /** Where only markers of transactions stand. */
        private final Set<TopicPartition> withoutRecords = new HashSet<>();

        private final List<InternalRecord> versions = new ArrayList<>();
        private final List<InternalRecord> observations = new ArrayList<>();
        private int closeLooks;
        private int forgotten;
        private boolean broken;

        @Override
        public Map<TopicPartition, Long> committed() {
            if (broken) {
                throw new RoundTroubleException("no broker answers", null);
            }
            return Map.copyOf(committed);
        }

        @Override
        public Map<TopicPartition, Range> data() {
            return Map.copyOf(data);
        }

        @Override
        public Map<TopicPartition, Long> observed() {
            return Map.copyOf(observed);
        }

        @Override
        public Set<TopicPartition> withoutRecords(Map<TopicPartition, Range> ranges) {
            closeLooks++;
            Set<TopicPartition> without = new HashSet<>(ranges.keySet());
            without.retainAll(withoutRecords);
            return without;
        }

        @Override
        public void appendToVersions(InternalRecord internal) {
            versions.add(internal);
        }

        @Override
        public void appendToObservations(InternalRecord internal) {
            observations.add(internal);
        }

        @Override
        public void forgetProcessed() {
            forgotten++;
        }

        private List<Long> lastMark() {
            return ((Consumed) versions.get(versions.size() - 1)).offsets().get(TOPIC);
        }
    }

    private static Consumed consumed(List<Long> offsets, List<Long> ends) {
        return new Consumed(Map.of(TOPIC, offsets), Map.of(TOPIC, ends));
    }

    @Test
    void marksWhatIsCommittedAndNothingWhenNothingMoves() {
        cluster.data.put(P0, new Range(0, 10));
        cluster.committed.put(P0, 7L);
        marks.step();
        marks.step();
        assertThat(cluster.versions).containsExactly(consumed(List.of(7L, 0L), List.of(10L, 0L)));
        cluster.committed.put(P0, 9L);
        marks.step();
        assertThat(cluster.lastMark()).containsExactly(9L, 0L);
        assertThat(cluster.versions).hasSize(2);
    }

    /** Invariant L: the last offset of a transactional partition is a marker, which nobody ever commits. */
    @Test
    void passesWhatNobodyCanReadOnceThePositionRests() {
        cluster.data.put(P0, new Range(0, 10));
        cluster.committed.put(P0, 9L);
        cluster.withoutRecords.add(P0);
        marks.step();
        assertThat(cluster.lastMark()).containsExactly(9L, 0L);
        clock.advance(ConsumedMarks.STILL);
        marks.step();
        marks.step();
        assertThat(cluster.lastMark()).containsExactly(10L, 0L);
        assertThat(cluster.closeLooks).isEqualTo(1);
    }

    @Test
    void looksCloselyOnlyOnceWhenNothingMoves() {
        cluster.data.put(P0, new Range(0, 10));
        cluster.committed.put(P0, 9L);
        cluster.withoutRecords.add(P0);
        for (int i = 0; i < 50; i++) {
            marks.step();
            clock.advance(ConsumedMarks.STILL);
        }
        assertThat(cluster.closeLooks).isEqualTo(1);
        assertThat(cluster.versions).hasSize(2);
    }

    @Test
    void neverLooksCloselyAtAPositionThatMoves() {
        for (long offset = 0; offset < 20; offset++) {
            cluster.data.put(P0, new Range(0, offset + 5));
            cluster.committed.put(P0, offset);
            marks.step();
            clock.advance(ConsumedMarks.STILL.dividedBy(2));
        }
        assertThat(cluster.closeLooks).isZero();
    }

    /** Invariant P: a record that is not read yet is never passed, however long it waits. */
    @Test
    void waitsBeforeARecordThatIsNotReadYet() {
        cluster.data.put(P0, new Range(0, 10));
        cluster.committed.put(P0, 4L);
        for (int i = 0; i < 50; i++) {
            marks.step();
            clock.advance(ConsumedMarks.STILL);
        }
        assertThat(cluster.lastMark()).containsExactly(4L, 0L);
        assertThat(cluster.closeLooks).isBetween(2, 11);
    }

    /** Invariant M. */
    @Test
    void neverGoesBack() {
        cluster.data.put(P0, new Range(0, 10));
        cluster.committed.put(P0, 8L);
        marks.step();
        cluster.committed.put(P0, 3L);
        marks.step();
        cluster.committed.remove(P0);
        marks.step();
        assertThat(cluster.versions).containsExactly(consumed(List.of(8L, 0L), List.of(10L, 0L)));
    }

    @Test
    void aNewPartitionAndANewTopicComeIntoTheNextMark() {
        marks.step();
        cluster.data.put(new TopicPartition(TOPIC, 2), new Range(0, 4));
        cluster.data.put(new TopicPartition("shop.lines", 0), new Range(0, 6));
        cluster.committed.put(new TopicPartition("shop.lines", 0), 6L);
        marks.step();
        assertThat(cluster.versions)
                .last()
                .isEqualTo(new Consumed(
                        Map.of(TOPIC, List.of(0L, 0L, 0L), "shop.lines", List.of(6L)),
                        Map.of(TOPIC, List.of(0L, 0L, 4L), "shop.lines", List.of(6L))));
    }

    /** Invariant B. */
    @Test
    void aPartitionThatBeginsLateIsDeclaredBeforeTheFirstMark() {
        cluster.data.put(P1, new Range(40, 50));
        marks.declareBaseline();
        PartialBaseline partial = new PartialBaseline("table of " + TOPIC, TOPIC, 1, 40);
        assertThat(cluster.versions).containsExactly(partial);
        marks.step();
        assertThat(cluster.versions).containsExactly(partial, consumed(List.of(0L, 40L), List.of(0L, 50L)));
    }

    @Test
    void aPartitionThatWasReadBeforeItsBeginningWasRemovedIsComplete() {
        cluster.data.put(P1, new Range(40, 50));
        cluster.committed.put(P1, 40L);
        marks.declareBaseline();
        assertThat(cluster.versions).isEmpty();
    }

    @Test
    void whatRetentionRemovedWhileTheValidatorWasAwayIsDeclared() {
        cluster.data.put(P1, new Range(40, 50));
        cluster.committed.put(P1, 39L);
        marks.declareBaseline();
        assertThat(cluster.versions).containsExactly(new PartialBaseline("table of " + TOPIC, TOPIC, 1, 40));
    }

    /** Between two looks a lagging consumer may have been thrown to the new beginning and have committed there. */
    @Test
    void whatRetentionRemovedWhileTheValidatorLaggedIsDeclared() {
        cluster.data.put(P1, new Range(0, 50));
        cluster.committed.put(P1, 10L);
        marks.step();
        cluster.data.put(P1, new Range(30, 50));
        cluster.committed.put(P1, 35L);
        marks.step();
        assertThat(cluster.versions)
                .contains(new PartialBaseline("table of " + TOPIC, TOPIC, 1, 30))
                .last()
                .isEqualTo(consumed(List.of(0L, 35L), List.of(0L, 50L)));
        marks.step();
        assertThat(cluster.versions).hasSize(3);
    }

    @Test
    void whatRetentionRemovedBeforeTheFirstCommitIsDeclared() {
        cluster.data.put(P1, new Range(0, 50));
        marks.step();
        cluster.data.put(P1, new Range(30, 50));
        cluster.committed.put(P1, 35L);
        marks.step();
        assertThat(cluster.versions).contains(new PartialBaseline("table of " + TOPIC, TOPIC, 1, 30));
    }

    @Test
    void ordinaryRetentionBehindTheValidatorIsNoLoss() {
        cluster.data.put(P1, new Range(0, 50));
        cluster.committed.put(P1, 45L);
        marks.step();
        cluster.data.put(P1, new Range(44, 50));
        marks.step();
        assertThat(cluster.versions).hasSize(1).first().isInstanceOf(Consumed.class);
    }

    @Test
    void observationsThatWereRemovedUnreadAreSaidToBeLost() {
        cluster.observed.put(OBSERVED, 7L);
        marks.declareBaseline();
        marks.step();
        assertThat(cluster.observations)
                .singleElement()
                .satisfies(lost -> assertThat(((Lost) lost).position().offset()).isEqualTo(7));
        cluster.committed.put(OBSERVED, 20L);
        marks.step();
        cluster.observed.put(OBSERVED, 15L);
        marks.step();
        assertThat(cluster.observations).hasSize(1);
    }

    @Test
    void goesOnAfterTrouble() {
        cluster.broken = true;
        marks.step();
        assertThat(cluster.versions).isEmpty();
        cluster.broken = false;
        marks.step();
        assertThat(cluster.versions).hasSize(1);
    }

    @Test
    void dropsProcessedRecordsNowAndThenWhereNoRoundsDo() {
        ConsumedMarks withRounds = marks(false);
        for (int i = 0; i < 21; i++) {
            marks.step();
            withRounds.step();
            clock.advance(ConsumedMarks.FORGET_INTERVAL.dividedBy(2));
        }
        assertThat(cluster.forgotten).isEqualTo(10);
    }

    @Test
    void stopsForGoodWhenADataTopicWasMadeAnew() {
        cluster.data.put(P0, new Range(0, 10));
        marks.step();
        cluster.data.put(P0, new Range(0, 2));
        assertThatThrownBy(marks::step)
                .isInstanceOf(TopicRecreatedException.class)
                .hasMessageContaining(P0.toString())
                .hasMessageContaining("new validator.id");
    }

    @Test
    void stopsForGoodWhenMoreWasReadThanThereIs() {
        cluster.data.put(P0, new Range(0, 10));
        cluster.committed.put(P0, 11L);
        assertThatThrownBy(marks::step)
                .isInstanceOf(TopicRecreatedException.class)
                .hasMessageContaining("read up to offset 11");
    }
}
