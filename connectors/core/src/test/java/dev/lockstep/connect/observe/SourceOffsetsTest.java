/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceOffsetsTest {
    private static final String TOPIC = "connect-offsets";
    private static final String KEY = "[\"capture\",{\"server\":\"src\"}]";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final SourceOffsets offsets = new SourceOffsets(consumer, TOPIC, "capture");

    @BeforeEach
    void twoPartitions() {
        Node[] nodes = new Node[0];
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, Node.noNode(), nodes, nodes),
                        new PartitionInfo(TOPIC, 1, Node.noNode(), nodes, nodes)));
        for (int partition = 0; partition < 2; partition++) {
            consumer.updateBeginningOffsets(Map.of(new TopicPartition(TOPIC, partition), 0L));
            ends.put(new TopicPartition(TOPIC, partition), 0L);
        }
        consumer.updateEndOffsets(ends);
    }

    private void stored(int partition, String key, String value) {
        TopicPartition where = new TopicPartition(TOPIC, partition);
        long offset = ends.merge(where, 1L, Long::sum) - 1;
        consumer.updateEndOffsets(ends);
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        consumer.schedulePollTask(() -> consumer.addRecord(
                new ConsumerRecord<>(TOPIC, partition, offset, key.getBytes(StandardCharsets.UTF_8), bytes)));
    }

    @Test
    void theNewestOffsetOfTheConnectorCounts() throws InterruptedException {
        assertThat(offsets.now()).isEmpty();
        stored(1, KEY, "{\"lsn\":5,\"lsn_commit\":4}");
        stored(0, "[\"another\",{\"server\":\"src\"}]", "{\"lsn\":99}");
        assertThat(offsets.now()).contains(Map.of("lsn", 5L, "lsn_commit", 4L));
        stored(1, KEY, "{\"lsn\":7,\"lsn_commit\":6}");
        assertThat(offsets.now()).contains(Map.of("lsn", 7L, "lsn_commit", 6L));
        stored(1, KEY, null);
        assertThat(offsets.now()).isEmpty();
    }

    @Test
    void severalOffsetsOfOneConnectorHaveNoOrder() {
        stored(0, KEY, "{\"lsn\":5}");
        stored(1, "[\"capture\",{\"server\":\"former\"}]", "{\"lsn\":3}");
        assertThatThrownBy(offsets::now)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("has 2 offsets in topic connect-offsets, expected one");
    }

    @Test
    void anotherTopicIsToldByItsRecordsAndNotQuoted() {
        stored(1, "secret, not json", "{}");
        assertThatThrownBy(offsets::now)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("connect-offsets-1 at offset 0")
                .hasMessageContaining("audit.offsets.topic")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
