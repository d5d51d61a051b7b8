/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.validator.record.InternalRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology, fed with versions and with what an observer says. */
class ExactTopologyTest {
    private static final String TOPIC = "source.public.orders";
    private static final String TABLE = "public.orders";

    @TempDir
    private Path stateDirectory;

    private final RecordDigester digester = new RecordDigester(
            new RecordDigester.Settings(TablePolicy.EXACT, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true));
    private ValidatorConfig config;
    private TopologyTestDriver driver;
    private TestOutputTopic<byte[], byte[]> verdicts;
    private TestOutputTopic<byte[], byte[]> summaries;
    private TestOutputTopic<byte[], byte[]> certificates;
    private long written;
    private int scans;

    @BeforeEach
    void start() {
        config = new ValidatorConfig(Map.of(
                "validator.id", "test",
                "bootstrap.servers", "localhost:1",
                "source.topics", "source\\.(\\w+)\\.(\\w+)",
                "source.table.format", "$1.$2",
                "internal.partitions", "1",
                "state.dir", stateDirectory.toString()));
        driver = new TopologyTestDriver(
                ReconciliationTopology.build(config, false, topic -> false),
                new StreamsSettings(config).forStreams(),
                Pipeline.START);
        verdicts = output(config.topicNames().verdicts());
        summaries = output(config.topicNames().summary());
        certificates = output(config.topicNames().certificates());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void send(String topic, byte[] key, byte[] value, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, Pipeline.START));
    }

    private RowVersion version(int id, String name, String town) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("town", town);
        return digester.digest(Schema.INT32_SCHEMA, id, null, name == null ? null : row);
    }

    /** The source has the row; no name means that it has deleted it. */
    private void write(int id, String name, String town) {
        RowVersion version = version(id, name, town);
        DigestHeader header = new DigestHeader(
                digester.algorithm(),
                digester.policy(),
                Optional.of(version.key()),
                version.content(),
                version.evidence());
        Headers headers =
                new RecordHeaders().add(DigestHeader.NAME, header.format().getBytes(StandardCharsets.UTF_8));
        send(TOPIC, null, null, headers);
        written++;
    }

    private Row seen(int id, String name, String town) {
        RowVersion version = version(id, name, town);
        Content content = name == null ? new Content.Absent() : version.content();
        return new Row(version.key(), content, name == null ? Evidence.NONE : version.evidence());
    }

    private void observe(ObservationRecord observation) {
        send(
                config.observationsTopic().orElseThrow(),
                TOPIC.getBytes(StandardCharsets.UTF_8),
                ObservationCodec.write(observation),
                new RecordHeaders());
    }

    private void lookUp(long position, Row... rows) {
        observe(page(Optional.empty(), position, rows));
    }

    private Page page(Optional<Scan> scan, long position, Row... rows) {
        return new Page(
                TOPIC,
                List.of("id", "name", "town"),
                digester.algorithm(),
                digester.policy(),
                Bounds.exactly(List.of(position)),
                Pipeline.START.toEpochMilli() + 5_000,
                scan,
                List.of(rows));
    }

    /** The target holds these rows and no others, at this position. */
    private void scan(long position, Row... rows) {
        Scan scan = new Scan(++scans, 0, 1);
        observe(page(Optional.of(scan), position, rows));
        observe(new LaneEnd(TOPIC, scan, Bounds.exactly(List.of(position)), rows.length));
    }

    /** The validator has read everything that was written. */
    private void readAll() {
        Map<String, List<Long>> end = Map.of(TOPIC, List.of(written));
        send(
                config.topicNames().versions(),
                null,
                new InternalRecord.Consumed(end, end).toBytes(),
                new RecordHeaders());
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        driver.advanceWallClockTime(Duration.ofSeconds(2));
    }

    private List<JsonNode> verdicts() {
        return verdicts.readValuesToList().stream().map(Pipeline::json).toList();
    }

    private JsonNode summary() {
        return summaries.readValuesToList().stream()
                .map(Pipeline::json)
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    @Test
    void verifiesATableAtAPositionAndCertifiesIt() {
        write(1, "ann", "oslo");
        write(2, "bob", "rome");
        scan(2, seen(1, "ann", "oslo"), seen(2, "bob", "rome"));
        readAll();

        JsonNode summary = summary();
        assertThat(summary.get("status").asText()).isEqualTo("VERIFIED");
        assertThat(summary.get("mode").asText()).isEqualTo("exact");
        assertThat(summary.get("confidence").asText()).isEqualTo("exact");
        assertThat(summary.get("scan").asInt()).isEqualTo(1);
        JsonNode certificate = Pipeline.json(certificates.readValue());
        assertThat(certificate.get("table").asText()).isEqualTo(TABLE);
        assertThat(certificate.get("rows").asInt()).isEqualTo(2);
        assertThat(certificate.get("fingerprint")).isEqualTo(summary.at("/source/fingerprint"));
        assertThat(certificate.at("/positions/0").asInt()).isEqualTo(2);
        assertThat(certificate.get("columns")).hasSize(3);
        assertThat(verdicts()).isEmpty();
    }

    /** C: rows that were never looked at are not fine. */
    @Test
    void aTableIsNotVerifiedBeforeAWholeScanOfIt() {
        write(1, "ann", "oslo");
        lookUp(1, seen(1, "ann", "oslo"));
        readAll();
        assertThat(summary().get("status").asText()).isEqualTo("PENDING");
        scan(1, seen(1, "ann", "oslo"));
        readAll();
        assertThat(summary().get("status").asText()).isEqualTo("VERIFIED");
    }

    @Test
    void givesEachHarmItsKindAndItsColumnsAndEndsItWhenItIsMended() {
        for (int id = 1; id <= 5; id++) {
            write(id, "old", "oslo");
            write(id, "new", "oslo");
        }
        write(4, null, null);
        scan(
                written,
                seen(1, "new", "rome"),
                seen(3, "old", "oslo"),
                seen(4, "new", "oslo"),
                seen(5, "new", "oslo"),
                seen(9, "x", "y"));
        readAll();
        assertThat(verdicts())
                .extracting(line -> line.get("key") + line.get("kind").asText() + line.get("columns"))
                .containsExactlyInAnyOrder(
                        "[1]DIFFERENT[\"town\"]",
                        "[2]MISSINGnull",
                        "[3]STALE[\"name\"]",
                        "[4]RESURRECTEDnull",
                        "[9]UNEXPECTEDnull");

        lookUp(written, seen(1, "new", "oslo"), seen(9, null, null));
        readAll();
        assertThat(verdicts())
                .extracting(line -> line.get("key") + line.get("verdict").asText())
                .containsExactlyInAnyOrder("[1]VERIFIED", "[9]VERIFIED");
    }

    /** S: whatever lags is pending, and never divergent. */
    @Test
    void aTargetThatLagsIsRight() {
        write(1, "a", "x");
        write(1, "b", "x");
        write(1, "c", "x");
        write(2, "new", "x");
        lookUp(2, seen(1, "b", "x"), seen(2, null, null));
        readAll();
        assertThat(verdicts()).isEmpty();
        assertThat(summary().get("pending").asInt()).isEqualTo(2);
    }
}
