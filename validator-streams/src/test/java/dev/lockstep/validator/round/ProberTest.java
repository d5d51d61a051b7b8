/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProberTest {
    private static final TopicPartition MARKERS = new TopicPartition("shop.orders", 0);
    private static final TopicPartition RECORDS = new TopicPartition("shop.orders", 1);
    private static final TopicPartition READ = new TopicPartition("shop.orders", 2);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Prober prober = new Prober(consumer);

    private void answers() {
        consumer.addRecord(new ConsumerRecord<>(RECORDS.topic(), RECORDS.partition(), 7, new byte[0], new byte[0]));
    }

    @Test
    void tellsMarkersFromRecordsInOneLook() {
        consumer.updateBeginningOffsets(Map.of(MARKERS, 0L, RECORDS, 0L));
        consumer.schedulePollTask(() -> {
            answers();
            // The consumer goes over markers without returning anything.
            consumer.seek(MARKERS, 6);
        });
        assertThat(prober.withoutRecords(
                        Map.of(MARKERS, new Range(5, 6), RECORDS, new Range(7, 9), READ, new Range(9, 9))))
                .containsExactlyInAnyOrder(MARKERS, READ);
        assertThat(consumer.paused()).containsExactlyInAnyOrder(MARKERS, RECORDS);
    }

    @Test
    void aPartitionThatDoesNotAnswerIsTakenToHoldRecords() {
        consumer.updateBeginningOffsets(Map.of(MARKERS, 0L));
        assertThat(prober.withoutRecords(Map.of(MARKERS, new Range(5, 6)))).isEmpty();
    }

    @Test
    void asksNobodyWhenThereIsNothingToRead() {
        assertThat(prober.withoutRecords(Map.of(READ, new Range(9, 9)))).isEqualTo(Set.of(READ));
        assertThat(consumer.assignment()).isEmpty();
    }

    @Test
    void aFailureIsTroubleOfTheRound() {
        consumer.setPollException(new KafkaException("gone"));
        assertThatThrownBy(() -> prober.withoutRecords(Map.of(MARKERS, new Range(5, 6))))
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("shop.orders-0");
    }
}
