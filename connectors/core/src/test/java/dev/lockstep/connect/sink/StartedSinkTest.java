/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class StartedSinkTest {
    private final FakeStore store = new FakeStore();
    private final FakeContext context = new FakeContext("topic");
    private final MutableClock clock = new MutableClock();
    private final StartedSink<FakeStore.Change> sink = new StartedSink<>(
            store,
            Optional.empty(),
            context,
            new SinkSettings(
                    new SinkSettings.Batch(10, 1_000_000, Duration.ZERO),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    WriteMode.UPSERT,
                    true,
                    true),
            clock);

    @Test
    void reportsBadRecordsOnceAndOnlyAfterTheRestIsDurable() {
        store.outages = 1;
        List<SinkRecord> batch = records("t/?=x", "t/1=a", "t/2=bad");
        assertThatThrownBy(() -> sink.put(batch))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("The store is away");
        assertThat(context.timeouts).hasSize(1);
        assertThat(context.reported).isEmpty();
        assertThat(store.resets).isEqualTo(1);

        sink.put(batch);
        assertThat(context.reported).containsExactly(batch.get(0), batch.get(2));
        assertThat(context.messages).containsExactly("no key; record topic-0@0", "refused; record topic-0@2");
        assertThat(store.rows).hasToString("{t/1=a}");
    }

    @Test
    void givesUpAnOutageThatLastsTooLong() {
        store.outages = Integer.MAX_VALUE;
        List<SinkRecord> batch = records("t/1=a");
        assertThatThrownBy(() -> sink.put(batch)).isInstanceOf(RetriableException.class);
        clock.advance(Duration.ofSeconds(31));
        assertThatThrownBy(() -> sink.put(batch))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("The store is away", "Gave up after 2 tries");
        assertThat(context.reported).isEmpty();
    }

    @Test
    void failsWhenTheDeadLetterQueueFails() {
        context.answer = CompletableFuture.failedFuture(new IllegalStateException("topic is gone"));
        assertThatThrownBy(() -> sink.put(records("t/1=bad")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("dead letter queue");
    }

    @Test
    void namesTheCoordinatesFromBeforeTheTopicWasRenamed() {
        context.assign("original");
        SinkRecord renamed = new SinkRecord("topic", 0, null, null, null, "t/1=bad", 5)
                .newRecord("renamed", 0, null, null, null, "t/1=bad", null);
        SinkRecord ours =
                new SinkRecord("renamed", 0, null, null, null, "t/1=bad", 7, null, null, null, "original", 3, 99L);
        sink.put(List.of(renamed));
        assertThat(context.messages).containsExactly("refused; record topic-0@5");
        sink.put(List.of(ours));
        assertThat(context.messages).as("partition 3 is not ours").hasSize(1);
    }

    @Test
    void closesItsStore() {
        sink.put(List.of());
        sink.close();
        assertThat(store.closed).isTrue();
    }

    private static List<SinkRecord> records(String... values) {
        SinkRecord[] records = new SinkRecord[values.length];
        Arrays.setAll(records, i -> new SinkRecord("topic", 0, null, null, null, values[i], i));
        return List.of(records);
    }
}
