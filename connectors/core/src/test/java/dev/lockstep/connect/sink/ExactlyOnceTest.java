/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Offsets in the target: every record is one row, whatever the worker delivers. Rows here have no key. */
class ExactlyOnceTest {
    private final FakeStore store = new FakeStore();
    private final FakeLedger ledger = new FakeLedger();
    private final MutableClock clock = new MutableClock();
    private final Deliveries deliveries = new Deliveries();
    private final FakeContext context = new FakeContext(Deliveries.TOPIC);
    private final StartedSink<FakeStore.Change> sink = sink(context, Duration.ZERO);

    @BeforeEach
    void commitTogether() {
        store.mode = WriteMode.INSERT;
        store.onCommit = ledger::commit;
    }

    private StartedSink<FakeStore.Change> sink(FakeContext worker, Duration linger) {
        SinkSettings settings = new SinkSettings(
                new SinkSettings.Batch(3, 1_000_000, linger),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                WriteMode.INSERT,
                false,
                true);
        return new StartedSink<>(store, Optional.of(ledger), worker, settings, clock);
    }

    @Test
    void movesThePositionWithTheRows() {
        sink.put(deliveries.of("t/1=a", "t/2=b", "t/3=c", "t/4=d"));
        assertThat(position()).isEqualTo(4);
        assertThat(store.rows).hasSize(4);
    }

    @Test
    void readsOnFromTheTargetsPositionAndNotFromTheGroups() {
        sink.put(deliveries.of("t/1=a", "t/2=b"));
        FakeContext second = new FakeContext(Deliveries.TOPIC);
        StartedSink<FakeStore.Change> restarted = sink(second, Duration.ZERO);
        List<SinkRecord> fromTheGroup = new Deliveries().of("t/1=a", "t/2=b", "t/3=c");
        restarted.put(fromTheGroup);
        assertThat(second.seeks).containsEntry(Deliveries.PARTITION, 2L);
        assertThat(store.rows).as("what came before the seek comes again").hasSize(2);
        assertThat(restarted.preCommit(new Deliveries().from(3).delivered()))
                .as("and is not committed")
                .isEmpty();

        restarted.put(fromTheGroup.subList(2, 3));
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");
        assertThat(position()).isEqualTo(3);
    }

    @Test
    void readsOnFromTheTargetsPositionThoughTheGroupIsAhead() {
        sink.put(deliveries.of("t/1=a"));
        FakeContext second = new FakeContext(Deliveries.TOPIC);
        StartedSink<FakeStore.Change> restored = sink(second, Duration.ZERO);
        restored.put(new Deliveries().from(7).of("t/8=h"));
        assertThat(second.seeks).containsEntry(Deliveries.PARTITION, 1L);
        assertThat(store.rows).hasSize(1);
        restored.put(new Deliveries().from(3).of("t/4=d")); // offsets may have gaps
        assertThat(position()).isEqualTo(4);
    }

    @Test
    void waitsForTheSeekThoughTheDeliveryBeforeItIsMadeAgain() {
        sink.put(deliveries.of("t/1=a"));
        FakeContext second = new FakeContext(Deliveries.TOPIC);
        second.assign("other");
        StartedSink<FakeStore.Change> restored = sink(second, Duration.ZERO);
        List<SinkRecord> batch = new ArrayList<>(new Deliveries().from(7).of("t/8=h"));
        batch.add(new SinkRecord("other", 0, null, null, null, "o/1=x", 0));
        store.outages = 1;
        assertThatThrownBy(() -> restored.put(batch)).isInstanceOf(RetriableException.class);
        assertThat(second.seeks).containsEntry(Deliveries.PARTITION, 1L);
        second.seeks.clear();
        restored.put(batch);
        assertThat(store.rows).as("records 1 to 6 are missing before it").doesNotContainKey("t/8");
        assertThat(store.rows).containsEntry("o/1", "x");
        assertThat(second.seeks).containsEntry(Deliveries.PARTITION, 1L);
        restored.put(new Deliveries().from(1).of("t/2=b"));
        assertThat(position()).isEqualTo(2);
    }

    @Test
    @DisplayName("pain 6: a task that was given up writes nothing once another has claimed its partition")
    void stopsATaskThatWasGivenUp() {
        StartedSink<FakeStore.Change> zombie = sink(new FakeContext(Deliveries.TOPIC), Duration.ofMillis(50));
        zombie.put(deliveries.of("t/1=a", "t/2=b"));
        sink.put(new Deliveries().of("t/1=a", "t/2=b"));
        clock.advance(Duration.ofMillis(50));
        assertThatThrownBy(() -> zombie.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("fenced");
        sink.put(new Deliveries().from(2).of("t/3=c"));
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");
    }

    @Test
    void doesNotTakeAPartitionBackAfterAnOutage() {
        sink.put(deliveries.of("t/1=a"));
        store.outages = 1;
        List<SinkRecord> next = deliveries.of("t/2=b");
        assertThatThrownBy(() -> sink.put(next)).isInstanceOf(RetriableException.class);
        sink(new FakeContext(Deliveries.TOPIC), Duration.ZERO).put(List.of());
        assertThatThrownBy(() -> sink.put(next))
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("topic-0", "took over");
    }

    @Test
    void asksWhetherTheLastTransactionWasCommittedWhenTheAnswerWasLost() {
        sink.put(deliveries.of("t/1=a"));
        store.commitOutages = 1;
        store.commitsBeforeItsOutage = true;
        List<SinkRecord> batch = deliveries.of("t/2=b", "t/3=c");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        sink.put(batch);
        assertThat(context.reported)
                .as("a second insert would have been refused")
                .isEmpty();
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");

        store.commitOutages = 1;
        store.commitsBeforeItsOutage = false;
        List<SinkRecord> lost = deliveries.of("t/4=d");
        assertThatThrownBy(() -> sink.put(lost)).isInstanceOf(RetriableException.class);
        sink.put(lost);
        assertThat(store.rows).containsEntry("t/4", "d");
        assertThat(position()).isEqualTo(4);
    }

    /** A standby took over, or a server crashed that confirms before it has written its log. */
    @Test
    void writesAgainWhatTheTargetHadConfirmedAndLost() {
        sink.put(deliveries.of("t/1=a", "t/2=b"));
        Map<TopicPartition, LedgerPosition> kept = Map.copyOf(ledger.positions);
        sink.put(deliveries.of("t/3=c", "t/4=d"));
        loseAllButTheFirst(2, kept);
        List<SinkRecord> batch = deliveries.of("t/5=e");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        sink.put(batch);
        assertThat(context.seeks).containsEntry(Deliveries.PARTITION, 2L);
        assertThat(store.rows).as("3 and 4 are missing before 5").hasToString("{t/1=a, t/2=b}");
        assertThat(sink.preCommit(deliveries.delivered())).isEmpty();

        sink.put(deliveries.from(2).of("t/3=c", "t/4=d", "t/5=e"));
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c, t/4=d, t/5=e}");
        assertThat(position()).isEqualTo(5);
    }

    @Test
    void writesAgainFromWhereItBeganWhenTheTargetLostAllOfItsWriting() {
        sink.put(List.of());
        Map<TopicPartition, LedgerPosition> kept = Map.copyOf(ledger.positions);
        sink.put(deliveries.from(7).of("t/1=a", "t/2=b"));
        loseAllButTheFirst(0, kept);
        List<SinkRecord> batch = deliveries.of("t/3=c");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        sink.put(batch);
        assertThat(context.seeks).containsEntry(Deliveries.PARTITION, 7L);
        sink.put(deliveries.from(7).of("t/1=a", "t/2=b", "t/3=c"));
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");
    }

    @Test
    void claimsAgainWhatItHadClaimedAndTheTargetLost() {
        sink.put(deliveries.from(7).of("t/1=a", "t/2=b"));
        loseAllButTheFirst(0, Map.of());
        List<SinkRecord> batch = deliveries.of("t/3=c");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        sink.put(batch);
        assertThat(context.seeks).containsEntry(Deliveries.PARTITION, 7L);
        sink.put(deliveries.from(7).of("t/1=a", "t/2=b", "t/3=c"));
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");
        assertThat(position()).isEqualTo(10);
    }

    private void loseAllButTheFirst(int rows, Map<TopicPartition, LedgerPosition> positions) {
        store.rows.keySet().removeAll(List.copyOf(store.rows.keySet()).subList(rows, store.rows.size()));
        ledger.positions.clear();
        ledger.positions.putAll(positions);
        ledger.outages = 1;
    }

    @Test
    void asksAgainWhenItIsGivenAPartitionDuringAnOutage() {
        StartedSink<FakeStore.Change> slow = sink(context, Duration.ofMillis(50));
        slow.put(deliveries.of("t/1=a", "t/2=b"));
        store.commitOutages = 1;
        store.commitsBeforeItsOutage = true;
        clock.advance(Duration.ofMillis(50));
        assertThatThrownBy(() -> slow.put(List.of())).isInstanceOf(RetriableException.class);
        context.assign("other");
        ledger.outagesAfter = 1; // what became of the transaction is read, the new partition is not claimed
        assertThatThrownBy(() -> slow.put(List.of())).isInstanceOf(RetriableException.class);
        slow.put(deliveries.of("t/3=c"));
        clock.advance(Duration.ofMillis(50));
        slow.put(List.of());
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");
    }

    @Test
    void waitsForTheTargetToClaimItsPartitions() {
        ledger.outages = 1;
        List<SinkRecord> batch = deliveries.of("t/1=a");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        sink.put(batch);
        assertThat(store.rows).hasSize(1);
    }

    @Test
    @DisplayName("pain 6: a record is never past the position and neither written nor a dead letter")
    void makesDeadLettersDurableBeforeThePositionMoves() {
        context.answer = CompletableFuture.failedFuture(new IllegalStateException("the queue is gone"));
        List<SinkRecord> batch = deliveries.of("t/1=a", "t/2=bad");
        assertThatThrownBy(() -> sink.put(batch)).hasMessageContaining("dead letter queue");
        assertThat(store.rows).isEmpty();
        assertThat(ledger.positions.get(Deliveries.PARTITION).next()).isEmpty();
    }

    @Test
    void reportsADeadLetterOnceThoughTheCommitIsTriedAgain() {
        store.commitOutages = 1;
        List<SinkRecord> batch = deliveries.of("t/1=a", "t/2=bad", "t/?=x");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        sink.put(batch);
        assertThat(context.reported).hasSize(2);
        assertThat(position()).isEqualTo(3);
    }

    @Test
    void stopsWhenATopicStartsAnew() {
        sink.put(deliveries.of("t/1=a", "t/2=b"));
        List<SinkRecord> anew = new Deliveries().of("t/9=z");
        assertThatThrownBy(() -> sink.put(anew))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("topic-0", "offset 0", "before 2", "DELETE /connectors");
        assertThat(store.rows).hasSize(2);
    }

    @Test
    void claimsAnewAPartitionThatComesBack() {
        sink.put(deliveries.of("t/1=a"));
        sink.closePartitions(List.of(Deliveries.PARTITION));
        sink(new FakeContext(Deliveries.TOPIC), Duration.ZERO).put(deliveries.of("t/2=b"));
        sink.put(deliveries.of("t/3=c"));
        assertThat(context.seeks).as("the other task left off there").isEmpty();
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c}");
    }

    private long position() {
        OptionalLong next = ledger.positions.get(Deliveries.PARTITION).next();
        return next.orElseThrow();
    }
}
