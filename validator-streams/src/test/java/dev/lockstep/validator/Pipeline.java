/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.validator.record.InternalRecord.Mark;
import dev.lockstep.validator.record.InternalRecord.MarkKind;
import dev.lockstep.validator.report.RoundStatus;
import dev.lockstep.validator.stream.SummaryProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology in memory, fed with Connect records as JsonConverter writes them. */
final class Pipeline implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Schema.INT32_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("source", Schema.OPTIONAL_STRING_SCHEMA)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private final ValidatorConfig config;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> verdicts;
    private final TestOutputTopic<byte[], byte[]> summary;
    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();
    private long round = START.toEpochMilli();

    Pipeline(Path stateDirectory) {
        this(stateDirectory, Map.of());
    }

    /** @param more settings beside the usual ones */
    Pipeline(Path stateDirectory, Map<String, String> more) {
        Map<String, String> settings = settings(stateDirectory);
        settings.putAll(more);
        config = new ValidatorConfig(settings);
        driver = new TopologyTestDriver(
                ReconciliationTopology.build(config, false), new StreamsSettings(config).forStreams(), START);
        verdicts = output(config.topicNames().verdicts());
        summary = output(config.topicNames().summary());
        keys.configure(Map.of("schemas.enable", "true"), true);
        values.configure(Map.of("schemas.enable", "true"), false);
    }

    static Map<String, String> settings(Path stateDirectory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("validator.id", "test");
        settings.put("bootstrap.servers", "localhost:1");
        settings.put("mode", "settle");
        settings.put("source.topics", "source\\.(\\w+)\\.(\\w+)");
        settings.put("source.table.format", "$1.$2");
        settings.put("target.topics", "target\\.(\\w+)\\.(\\w+)");
        settings.put("target.table.format", "$1.$2");
        settings.put("state.dir", stateDirectory.toString());
        return settings;
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void raw(String topic, byte[] key, byte[] value, Headers headers) {
        input(topic).pipeInput(new TestRecord<>(key, value, headers, START));
    }

    void header(String topic, String header) {
        Headers headers = new RecordHeaders().add("lockstep.digest", header.getBytes(StandardCharsets.UTF_8));
        raw(topic, null, null, headers);
    }

    void upsert(String topic, int id, String name) {
        raw(topic, key(topic, id), values.fromConnectData(topic, ROW, row(id, name)), new RecordHeaders());
    }

    void tombstone(String topic, int id) {
        raw(topic, key(topic, id), null, new RecordHeaders());
    }

    void envelope(String topic, int id, String operation, String before, String after) {
        Struct envelope = new Struct(ENVELOPE)
                .put("before", before == null ? null : row(id, before))
                .put("after", after == null ? null : row(id, after))
                .put("op", operation);
        raw(topic, key(topic, id), values.fromConnectData(topic, ENVELOPE, envelope), new RecordHeaders());
    }

    void truncate(String topic) {
        Struct envelope = new Struct(ENVELOPE).put("op", "t");
        raw(topic, null, values.fromConnectData(topic, ENVELOPE, envelope), new RecordHeaders());
    }

    private byte[] key(String topic, int id) {
        return keys.fromConnectData(topic, KEY, new Struct(KEY).put("id", id));
    }

    private static Struct row(int id, String name) {
        return new Struct(ROW).put("id", id).put("name", name);
    }

    /** A whole round, with nothing under way. */
    void round() {
        round += 1_000;
        mark(config.topicNames().versions(), MarkKind.BASE);
        mark(config.topicNames().observations(), MarkKind.WATER);
        mark(config.topicNames().versions(), MarkKind.CLOSE);
        driver.advanceWallClockTime(Duration.ofMillis(200));
    }

    private void mark(String topic, MarkKind kind) {
        input(topic)
                .pipeInput(new TestRecord<>(
                        null, passed(kind).toBytes(), new RecordHeaders(), Instant.ofEpochMilli(round)));
    }

    private Mark passed(MarkKind kind) {
        Map<String, List<Long>> passed = Map.of("source.public.orders", List.of(1_000_000L));
        return kind == MarkKind.CLOSE ? new Mark(kind, round, passed, passed) : new Mark(kind, round);
    }

    void rounds(RoundStatus status) {
        raw(
                config.topicNames().sums(),
                SummaryProcessor.ROUNDS.getBytes(StandardCharsets.UTF_8),
                status.toBytes(),
                new RecordHeaders());
    }

    /** All verdict lines since the last call, key and value as text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        verdicts.readRecordsToList()
                .forEach(line -> lines.add(new String(line.key(), StandardCharsets.UTF_8) + " "
                        + new String(line.value(), StandardCharsets.UTF_8)));
        return lines;
    }

    List<JsonNode> verdicts() {
        List<JsonNode> lines = new ArrayList<>();
        verdicts.readValuesToList().forEach(line -> lines.add(json(line)));
        return lines;
    }

    /** The newest summary line of a table. */
    Optional<JsonNode> summary(String table) {
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        return summary.readValuesToList().stream()
                .map(Pipeline::json)
                .filter(line -> line.get("table").asText().equals(table))
                .reduce((older, newer) -> newer);
    }

    static JsonNode json(byte[] line) {
        try {
            return JSON.readTree(new String(line, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON on a results topic", e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
