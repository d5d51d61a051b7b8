/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.validator.round.RoundTroubleException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class CapturedMarkerTest {
    private static final TopicPartition PARTITION = new TopicPartition("tgt.lockstep_marker", 0);
    private static final MarkerSettings SETTINGS = new MarkerSettings(
            "demo",
            "jdbc:postgresql://nowhere/db",
            Optional.empty(),
            Optional.empty(),
            "lockstep_marker",
            PARTITION.topic(),
            URI.create("http://worker/connectors/target"));

    private final MockConsumer<byte[], byte[]> topic = new MockConsumer<>("earliest");
    private final List<Long> written = new ArrayList<>();
    private Optional<LogPosition> committed = Optional.empty();
    private long end;
    private final CapturedMarker marker = new CapturedMarker(
            SETTINGS, written::add, new MarkerTopic(PARTITION.topic(), "demo", topic, converter()), () -> committed);

    CapturedMarkerTest() {
        topic.updatePartitions(
                PARTITION.topic(),
                List.of(new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
        topic.updateBeginningOffsets(Map.of(PARTITION, 0L));
        topic.updateEndOffsets(Map.of(PARTITION, 0L));
    }

    /** Invariant S: its own batch may be there before one that was sent earlier. */
    @Test
    void toHaveSeenTheMarkerIsNotEnough() {
        committed = Optional.of(at(90));
        marker.write(7);
        assertThat(written).containsExactly(7L);
        assertThat(marker.behind(7))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("round 7 has not come back in tgt.lockstep_marker"));

        comes("demo", 7, 100);
        assertThat(marker.behind(7))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("http://worker/connectors/target has committed commit 90, waiting for commit 100"));
        committed = Optional.of(at(100));
        assertThat(marker.behind(7)).isEmpty();
    }

    @Test
    void committedPositionAloneIsNotEnough() {
        committed = Optional.of(at(1_000));
        marker.write(7);

        assertThat(marker.behind(7)).isPresent();
    }

    @Test
    void markersOfOthersAndOfOtherRoundsAreNotThisOne() {
        committed = Optional.of(at(1_000));
        marker.write(7);
        comes("other", 7, 100);
        comes("demo", 6, 100);
        comes("demo", 8, 100);

        assertThat(marker.behind(7)).isPresent();
        comes("demo", 7, 100);
        assertThat(marker.behind(7)).isEmpty();
    }

    @Test
    void everyRoundWaitsForAMarkerOfItsOwn() {
        committed = Optional.of(at(1_000));
        marker.write(7);
        comes("demo", 7, 100);
        assertThat(marker.behind(7)).isEmpty();

        marker.write(8);
        assertThat(marker.behind(8)).isPresent();
        comes("demo", 8, 1_000);
        assertThat(marker.behind(8)).isEmpty();
    }

    @Test
    void connectorThatHasCommittedNothingIsBehind() {
        marker.write(7);
        comes("demo", 7, 100);

        assertThat(marker.behind(7)).hasValueSatisfying(why -> assertThat(why).contains("no position of the log"));
    }

    @Test
    void recordThatCannotBeReadMakesTheRoundVoid() {
        marker.write(7);
        comes("no JSON");

        assertThatThrownBy(() -> marker.behind(7))
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("target.value.converter");
    }

    private static LogPosition at(long commit) {
        return LogPosition.ofCommitted(Map.of("lsn_commit", commit)).orElseThrow();
    }

    private static JsonConverter converter() {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", false), false);
        return converter;
    }

    private void comes(String validator, long round, long commitBefore) {
        comes("""
                {"after":{"validator":"%s","round":%d},"op":"u",
                 "source":{"snapshot":"false","lsn":%d,"sequence":"[\\"%d\\",\\"%d\\"]"}}""".formatted(validator, round, commitBefore + 1, commitBefore, commitBefore + 1));
    }

    private void comes(String value) {
        topic.assign(List.of(PARTITION));
        topic.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, end++, new byte[0], value.getBytes(StandardCharsets.UTF_8)));
        topic.updateEndOffsets(Map.of(PARTITION, end));
    }
}
