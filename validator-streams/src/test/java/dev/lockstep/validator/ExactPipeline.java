/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.canonical.change.RecordDigester;
import dev.lockstep.canonical.change.RecordDigester.RowVersion;
import dev.lockstep.canonical.digest.Content;
import dev.lockstep.canonical.digest.DigestAlgorithm;
import dev.lockstep.canonical.digest.Evidence;
import dev.lockstep.canonical.header.DigestHeader;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.observation.Bounds;
import dev.lockstep.canonical.observation.ObservationCodec;
import dev.lockstep.canonical.observation.ObservationRecord;
import dev.lockstep.canonical.observation.ObservationRecord.LaneEnd;
import dev.lockstep.canonical.observation.ObservationRecord.Page;
import dev.lockstep.canonical.observation.ObservationRecord.Row;
import dev.lockstep.canonical.observation.ObservationRecord.Scan;
import dev.lockstep.canonical.observation.Snapshot;
import dev.lockstep.canonical.policy.TablePolicy;
import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.validator.record.InternalRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology in memory, fed with versions and with what an observer says. */
final class ExactPipeline implements AutoCloseable {
    static final String TOPIC = "source.public.orders";
    static final String TABLE = "public.orders";

    /** No setting: with it the data topics are compacted. */
    static final String COMPACTED = "compacted";

    /** For the scans of two tables, for what refers to their rows, and for the summaries behind. */
    private static final int TURNS = 6;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordDigester digester;
    private final ValidatorConfig config;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> verdicts;
    private final TestOutputTopic<byte[], byte[]> summaries;
    private final TestOutputTopic<byte[], byte[]> certificates;
    private final Set<String> topics = new HashSet<>();
    private long written;
    private int scans;
    private JsonNode lastSummary;

    /** @param more settings beside the usual ones, or in their place */
    ExactPipeline(Path stateDirectory, Map<String, String> more) {
        this(stateDirectory, more, TablePolicy.EXACT);
    }

    ExactPipeline(Path stateDirectory, Map<String, String> more, TablePolicy policy) {
        digester = new RecordDigester(
                new RecordDigester.Settings(policy, DigestAlgorithm.XXH3_128, Placeholder.DEFAULT, true));
        Map<String, String> settings = new HashMap<>(Map.of(
                "validator.id", "test",
                "bootstrap.servers", "localhost:1",
                "source.topics", "source\\.(\\w+)\\.(\\w+)",
                "source.table.format", "$1.$2",
                "internal.partitions", "1",
                "state.dir", stateDirectory.toString()));
        settings.putAll(more);
        settings.remove(COMPACTED);
        config = new ValidatorConfig(settings);
        driver = new TopologyTestDriver(
                ReconciliationTopology.build(config, false, topic -> more.containsKey(COMPACTED)),
                new StreamsSettings(config).forStreams(),
                Pipeline.START);
        verdicts = output(config.topicNames().verdicts());
        summaries = output(config.topicNames().summary());
        certificates = output(config.topicNames().certificates());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void send(String topic, byte[] key, byte[] value, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, Pipeline.START));
    }

    private RowVersion version(int id, String name, String town) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("name", name);
        row.put("town", town);
        return version(id, name == null ? null : row);
    }

    private RowVersion version(int id, Map<String, Object> row) {
        return digester.digest(Schema.INT32_SCHEMA, id, null, row);
    }

    /** The source has the row; no name means that it has deleted it. */
    void write(int id, String name, String town) {
        writeTo(TOPIC, id, name, town);
    }

    void writeTo(String topic, int id, String name, String town) {
        send(topic, null, null, headers(id, name, town));
        topics.add(topic);
        written++;
    }

    /** The source has this row, whose value stands on the record; null means that it has deleted it. */
    void writeRow(String topic, int id, Map<String, Object> row) {
        writeRow(topic, id, row, row == null ? null : json(row));
    }

    /** The same with another value on the record than the digest is of. */
    void writeRow(String topic, int id, Map<String, Object> row, byte[] value) {
        send(topic, null, value, headers(version(id, row)));
        topics.add(topic);
        written++;
    }

    /** A record of the source as JSON, with any headers. */
    void writeJson(String topic, int id, Map<String, Object> row, Headers headers) {
        writeBytes(topic, id, row == null ? null : json(row), headers);
    }

    void writeBytes(String topic, int id, byte[] value, Headers headers) {
        send(topic, String.valueOf(id).getBytes(StandardCharsets.UTF_8), value, headers);
        topics.add(topic);
        written++;
    }

    private static byte[] json(Map<String, Object> row) {
        try {
            return JSON.writeValueAsBytes(row);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Headers headers(int id, String name, String town) {
        return headers(version(id, name, town));
    }

    private Headers headers(RowVersion version) {
        DigestHeader header = new DigestHeader(
                digester.algorithm(),
                digester.policy(),
                Optional.of(version.key()),
                version.content(),
                version.evidence());
        return new RecordHeaders().add(DigestHeader.NAME, header.format().getBytes(StandardCharsets.UTF_8));
    }

    /** How many records were written. The driver gives all data topics one sequence of offsets. */
    long written() {
        return written;
    }

    Row seenRow(int id, Map<String, Object> row) {
        RowVersion version = version(id, row);
        return new Row(version.key(), version.content(), version.evidence());
    }

    Row seen(int id, String name, String town) {
        RowVersion version = version(id, name, town);
        Content content = name == null ? new Content.Absent() : version.content();
        return new Row(version.key(), content, name == null ? Evidence.NONE : version.evidence());
    }

    private void observe(String topic, ObservationRecord observation) {
        send(
                config.observationsTopic().orElseThrow(),
                topic.getBytes(StandardCharsets.UTF_8),
                ObservationCodec.write(observation),
                new RecordHeaders());
    }

    void lookUp(long position, Row... rows) {
        lookUpUnder(TOPIC, position, rows);
    }

    /** The observer looked at positions of this data topic. */
    void lookUpUnder(String topic, long position, Row... rows) {
        observe(topic, page(topic, Optional.empty(), Bounds.exactly(List.of(position)), rows));
    }

    private Page page(String topic, Optional<Scan> scan, Bounds bounds, Row... rows) {
        return new Page(
                topic,
                List.of("id", "name", "town"),
                digester.algorithm(),
                digester.policy(),
                bounds,
                Snapshot.unordered(Pipeline.START.toEpochMilli() + 5_000),
                scan,
                List.of(rows));
    }

    /** The target holds these rows and no others, at this position. */
    void scan(long position, Row... rows) {
        scanUnder(TOPIC, position, rows);
    }

    void scanUnder(String topic, long position, Row... rows) {
        scan(topic, Bounds.exactly(List.of(position)), rows);
    }

    /** The target holds these rows and no others, each at some position between these. */
    void scan(long lo, long hi, Row... rows) {
        scan(TOPIC, new Bounds(List.of(lo), List.of(hi)), rows);
    }

    /** The same, and they come to this. */
    void scan(Bounds bounds, List<Aggregate> aggregates, Row... rows) {
        scan(TOPIC, bounds, aggregates, rows);
    }

    private void scan(String topic, Bounds bounds, Row... rows) {
        scan(topic, bounds, List.of(), rows);
    }

    private void scan(String topic, Bounds bounds, List<Aggregate> aggregates, Row... rows) {
        Scan scan = new Scan(++scans, 0, 1);
        observe(topic, page(topic, Optional.of(scan), bounds, rows));
        observe(topic, new LaneEnd(topic, scan, bounds, rows.length, aggregates));
    }

    /** The validator has read everything that was written. */
    void readAll() {
        readAllBut(0);
    }

    /** The validator has read everything that was written, and so many more records are in each data topic. */
    void readAllBut(long unread) {
        Map<String, List<Long>> read = new HashMap<>();
        Map<String, List<Long>> end = new HashMap<>();
        topics.forEach(topic -> read.put(topic, List.of(written)));
        topics.forEach(topic -> end.put(topic, List.of(written + unread)));
        send(
                config.topicNames().versions(),
                null,
                new InternalRecord.Consumed(read, end).toBytes(),
                new RecordHeaders());
        for (int turn = 0; turn < TURNS; turn++) {
            driver.advanceWallClockTime(Duration.ofSeconds(2));
        }
    }

    /** Those since the last call. */
    List<JsonNode> verdicts() {
        return verdicts.readValuesToList().stream().map(Pipeline::json).toList();
    }

    List<JsonNode> certificates() {
        return certificates.readValuesToList().stream().map(Pipeline::json).toList();
    }

    /** The last one since the last call. */
    JsonNode summary() {
        lastSummary = summaries.readValuesToList().stream()
                .map(Pipeline::json)
                .reduce((older, newer) -> newer)
                .orElseThrow();
        return lastSummary;
    }

    /** The last one of a table since the last call. */
    JsonNode summaryOf(String table) {
        return summaries.readValuesToList().stream()
                .map(Pipeline::json)
                .filter(line -> line.get("table").asText().equals(table))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    /** The one that {@link #summary} has given last. */
    JsonNode summaryNow() {
        return lastSummary;
    }

    @Override
    public void close() {
        driver.close();
    }
}
