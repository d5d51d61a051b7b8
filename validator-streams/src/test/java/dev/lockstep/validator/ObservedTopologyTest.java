/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.Digest128;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.key.CanonicalKey;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.validator.record.InternalRecord;
import dev.lockstep.validator.record.InternalRecord.Lost;
import dev.lockstep.validator.record.InternalRecord.Observed;
import dev.lockstep.validator.record.InternalRecord.Taint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How observations come into the topology. The driver has one partition of every topic, and any partition's records. */
class ObservedTopologyTest {
    private static final String TOPIC = "source.public.orders";
    private static final Scan SCAN = new Scan(1, 0, 1);
    private static final Bounds BOUNDS = Bounds.exactly(List.of(3L));

    @TempDir
    private Path stateDirectory;

    private ValidatorConfig config;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> observed;
    private TestOutputTopic<byte[], byte[]> observations;

    @BeforeEach
    void start() {
        config = new ValidatorConfig(Map.of(
                "validator.id", "test",
                "bootstrap.servers", "localhost:1",
                "source.topics", "source\\.(\\w+)\\.(\\w+)",
                "source.table.format", "$1.$2",
                "state.dir", stateDirectory.toString()));
        driver = new TopologyTestDriver(
                ReconciliationTopology.build(config, false), new StreamsSettings(config).forStreams(), Pipeline.START);
        observed = driver.createInputTopic(
                config.observationsTopic().orElseThrow(), new ByteArraySerializer(), new ByteArraySerializer());
        observations = driver.createOutputTopic(
                config.topicNames().observations(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void observe(ObservationRecord observation) {
        observed.pipeInput((TOPIC + "/0").getBytes(StandardCharsets.UTF_8), ObservationCodec.write(observation));
    }

    private List<InternalRecord> internal() {
        return observations.readValuesToList().stream()
                .map(InternalRecord::parse)
                .toList();
    }

    @Test
    void readsWhatTheObserverWritesAndNoTopicsOfTheTarget() {
        assertThat(ReconciliationTopology.build(config).describe().toString())
                .contains("Source: read-observed (topics: [lockstep.test.observed])\n      --> ingest-observed")
                .contains("Processor: ingest-observed (stores: [])\n      --> write-observations")
                .contains("Sink: write-observations (topic: lockstep.test.observations)")
                .doesNotContain("read-target");
    }

    @Test
    void cutsAPageIntoOneForEachPartitionAndSendsTheEndOfItsLaneBehind() {
        List<Row> rows = IntStream.range(0, 50)
                .mapToObj(i -> new Row(
                        CanonicalKey.ofBytes(new byte[] {(byte) i}),
                        new Content.Present(new Digest128(i, i)),
                        Evidence.NONE))
                .toList();
        LaneEnd end = new LaneEnd(TOPIC, SCAN, BOUNDS, 50);
        observe(new Page(
                TOPIC, List.of("id"), "xxh3-128", "exact", BOUNDS, Snapshot.unordered(5), Optional.of(SCAN), rows));
        observe(end);
        List<InternalRecord> internal = new ArrayList<>(internal());
        assertThat(internal.remove(internal.size() - 1)).isEqualTo(new Observed(end));
        assertThat(internal).hasSize(config.internalPartitions());
        assertThat(internal)
                .flatExtracting(part -> ((Page) ((Observed) part).observation()).rows())
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void goesOnBehindARecordThatCannotBeRead() {
        observed.pipeInput(null, new byte[] {9});
        observe(new LaneEnd(TOPIC, SCAN, BOUNDS, 0));
        assertThat(internal())
                .extracting(InternalRecord::getClass)
                .satisfiesExactly(
                        type -> assertThat(type).isEqualTo(Taint.class),
                        type -> assertThat(type).isEqualTo(Lost.class),
                        type -> assertThat(type).isEqualTo(Observed.class));
    }
}
