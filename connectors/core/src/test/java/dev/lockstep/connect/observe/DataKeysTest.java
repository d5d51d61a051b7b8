/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.observe.DataKeys.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataKeysTest {
    private static final TopicPartition FIRST = new TopicPartition("data", 0);
    private static final TopicPartition SECOND = new TopicPartition("data", 1);

    private final MockConsumer<byte[], Void> consumer = new MockConsumer<>("none");
    private final DataKeys keys = new DataKeys(consumer);

    @BeforeEach
    void ends() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 2L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 20L));
    }

    private void record(TopicPartition partition, long offset, String key) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                null));
    }

    @Test
    void goesOnWhereItWasAndElseWithWhatComesFromNowOn() {
        assertThat(keys.isPositioned()).isFalse();
        assertThat(keys.position(Map.of(FIRST, 5L), List.of(FIRST, SECOND), false))
                .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 5L, SECOND, 20L));
        assertThat(keys.isPositioned()).isTrue();
    }

    @Test
    void orWithTheFirstThatIsThere() {
        assertThat(keys.position(Map.of(), List.of(FIRST, SECOND), true))
                .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, 2L, SECOND, 0L));
    }

    @Test
    void wAPartitionGivesNoOtherBatchBeforeItsLastIsSettled() throws InterruptedException {
        keys.position(Map.of(FIRST, 5L, SECOND, 0L), List.of(FIRST, SECOND), false);
        record(FIRST, 5, "a");
        record(FIRST, 6, null);
        assertThat(keys.poll(Duration.ZERO)).singleElement().satisfies(batch -> {
            assertThat(batch.partition()).isEqualTo(FIRST);
            assertThat(batch.keys()).hasSize(1);
            assertThat(batch.withoutKey()).isEqualTo(1);
            assertThat(batch.next()).isEqualTo(7);
        });
        record(FIRST, 7, "b");
        record(SECOND, 0, "c");
        assertThat(keys.poll(Duration.ZERO)).extracting(Batch::partition).containsExactly(SECOND);
        keys.settled(FIRST);
        assertThat(keys.poll(Duration.ZERO)).extracting(Batch::next).containsExactly(8L);
    }

    @Test
    void whatWasRemovedBeforeItWasReadIsSkippedToTheFirstThatIsLeft() throws InterruptedException {
        keys.position(Map.of(FIRST, 0L), List.of(FIRST), false);
        record(FIRST, 2, "a");
        assertThat(keys.poll(Duration.ZERO)).isEmpty();
        record(FIRST, 2, "a");
        assertThat(keys.poll(Duration.ZERO)).extracting(Batch::next).containsExactly(3L);
    }
}
