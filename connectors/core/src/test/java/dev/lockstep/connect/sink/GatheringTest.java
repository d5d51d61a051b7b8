/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.connect.metrics.TaskGauge;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Records over several deliveries: when they are written, and which offsets the worker may then commit. */
class GatheringTest {
    private static final Duration LINGER = Duration.ofMillis(100);

    private final FakeStore store = new FakeStore();
    private final FakeContext context = new FakeContext(Deliveries.TOPIC);
    private final MutableClock clock = new MutableClock();
    private final Deliveries deliveries = new Deliveries();
    private final StartedSink<FakeStore.Change> sink = sink(new SinkSettings.Batch(4, 1_000_000, LINGER));

    private StartedSink<FakeStore.Change> sink(SinkSettings.Batch batch) {
        SinkSettings settings =
                new SinkSettings(batch, Duration.ofSeconds(30), Duration.ofSeconds(1), WriteMode.UPSERT, true, true);
        return new StartedSink<>(store, Optional.empty(), context, settings, clock);
    }

    @Test
    @DisplayName("pain 1: a batch grows over deliveries and its size is published")
    void gathersUntilTheBatchIsFull() {
        sink.put(deliveries.of("t/1=a", "t/2=b"));
        sink.put(deliveries.of("t/3=c"));
        assertThat(store.writes).isEmpty();
        sink.put(deliveries.of("t/4=d", "t/5=e"));
        assertThat(store.writes)
                .singleElement()
                .satisfies(set -> assertThat(set).hasSize(4));
        assertThat(gauges())
                .containsEntry("batch-size-last", 4L)
                .containsEntry("records-total", 4L)
                .containsEntry("buffered-records", 1L);
    }

    @Test
    void writesWhatHasWaitedLongEnoughThoughNothingElseComes() {
        sink.put(deliveries.of("t/1=a"));
        assertThat(context.timeouts).as("the worker is asked to come back").containsExactly(LINGER.toMillis());
        clock.advance(Duration.ofMillis(60));
        sink.put(deliveries.of("t/2=b"));
        assertThat(context.timeouts).as("the first record's time counts").containsExactly(100L, 40L);
        assertThat(store.writes).isEmpty();
        clock.advance(Duration.ofMillis(40));
        sink.put(List.of());
        assertThat(store.rows).hasToString("{t/1=a, t/2=b}");
        assertThat(context.commitRequests).isEqualTo(1);
        sink.put(List.of());
        assertThat(context.commitRequests).as("nothing to write").isEqualTo(1);
    }

    @Test
    @DisplayName("pain 19: what is gathered is bounded in bytes")
    void writesBeforeMemoryRunsOut() {
        StartedSink<FakeStore.Change> small = sink(new SinkSettings.Batch(1_000, 2_000, LINGER));
        for (int i = 0; i < 50; i++) {
            small.put(deliveries.of("t/" + i + "=" + i + "x".repeat(800)));
        }
        assertThat(store.rows).hasSizeGreaterThanOrEqualTo(48);
    }

    @Test
    @DisplayName("pain 6: an offset is committed only when everything before it is settled")
    void offersForCommitOnlyWhatIsSettled() {
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(deliveries.delivered());
        sink.put(deliveries.of("t/1=a", "t/?=x"));
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(offset(0));
        sink.put(deliveries.of("t/3=c", "t/4=d", "t/5=e"));
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(offset(4));
        assertThat(context.reported).hasSize(1);
        clock.advance(LINGER);
        sink.put(List.of());
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(offset(5));
        // Records that a transform left out are delivered nowhere, and must not hold the offset back.
        deliveries.from(90);
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(offset(90));
    }

    @Test
    @DisplayName("pain 6: after a failed write nothing new is committed")
    void keepsEarlierDeliveriesThroughAnOutage() {
        sink.put(deliveries.of("t/1=a"));
        List<SinkRecord> full = deliveries.of("t/2=b", "t/3=c", "t/4=d", "t/1=z");
        store.outages = 1;
        assertThatThrownBy(() -> sink.put(full)).isInstanceOf(RetriableException.class);
        assertThat(sink.preCommit(new HashMap<>(offset(1)))).isEqualTo(offset(0));
        assertThat(gauges()).containsEntry("retries-total", 1L).containsEntry("buffered-records", 1L);

        sink.put(full);
        assertThat(store.rows).hasToString("{t/1=a, t/2=b, t/3=c, t/4=d}");
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(offset(4));
        clock.advance(LINGER);
        sink.put(List.of());
        assertThat(store.rows).hasToString("{t/1=z, t/2=b, t/3=c, t/4=d}");
        assertThat(sink.preCommit(deliveries.delivered())).isEqualTo(deliveries.delivered());
    }

    @Test
    void takesNoRecordTwiceThatTheOutageLeftWritten() {
        List<SinkRecord> six = deliveries.of("t/1=a", "t/2=b", "t/3=c", "t/4=d", "t/5=e", "t/1=f");
        clock.advance(LINGER);
        store.onCommit = () -> store.outages = 1; // the first four are written, then the target goes
        StartedSink<FakeStore.Change> eager = sink(new SinkSettings.Batch(4, 1_000_000, Duration.ZERO));
        assertThatThrownBy(() -> eager.put(six)).isInstanceOf(RetriableException.class);
        store.onCommit = () -> {};
        store.writes.clear();
        eager.put(six);
        assertThat(store.writes)
                .as("only what was not written")
                .singleElement()
                .satisfies(set -> assertThat(set).hasSize(2));
        assertThat(store.rows).hasToString("{t/1=f, t/2=b, t/3=c, t/4=d, t/5=e}");
    }

    @Test
    void dropsWhatItGatheredOfAPartitionThatIsGone() {
        sink.put(deliveries.of("t/1=a", "t/2=b"));
        sink.closePartitions(List.of(Deliveries.PARTITION));
        clock.advance(LINGER);
        sink.put(List.of());
        assertThat(store.rows).isEmpty();
    }

    @Test
    @DisplayName("pain 9: deletes are left out only when told so, and counted")
    void leavesDeletesOutWhenToldTo() {
        SinkSettings settings = new SinkSettings(
                new SinkSettings.Batch(10, 1_000_000, Duration.ZERO),
                Duration.ZERO,
                LINGER,
                WriteMode.UPSERT,
                false,
                true);
        StartedSink<FakeStore.Change> keeping = new StartedSink<>(store, Optional.empty(), context, settings, clock);
        keeping.put(deliveries.of("t/1=a", "t/1", "t/2"));
        assertThat(store.rows).hasToString("{t/1=a}");
        assertThat(keeping.preCommit(deliveries.delivered())).isEqualTo(deliveries.delivered());
        assertThat(keeping.gauges())
                .filteredOn(gauge -> gauge.name().equals("deletes-left-out-total"))
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value().getAsLong()).isEqualTo(2));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offset(long next) {
        return Map.of(Deliveries.PARTITION, new OffsetAndMetadata(next));
    }

    private Map<String, Long> gauges() {
        Map<String, Long> values = new HashMap<>();
        for (TaskGauge gauge : sink.gauges()) {
            values.put(gauge.name(), gauge.value().getAsLong());
        }
        return values;
    }
}
