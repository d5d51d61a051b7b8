/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What proves a run while it goes on: a capture of the target and the validator; or nothing. */
final class Proof implements AutoCloseable {
    /** For runs that are not proven. */
    static final Proof NONE = new Proof(Optional.empty(), Optional.empty(), "");

    private static final Duration START_BOUND = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final double MILLIS = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Arena> arena;
    private final Optional<ValidatorProcess> validator;
    private final String summary;

    private Proof(Optional<Arena> arena, Optional<ValidatorProcess> validator, String summary) {
        this.arena = arena;
        this.validator = validator;
        this.summary = summary;
    }

    /** Starts both and waits until the target is captured; before any row is there. */
    static Proof start(Arena arena, String run, int partitions) throws SQLException, InterruptedException {
        arena.connect().put(run + "-capture", capture(run, partitions));
        arena.connect().waitRunning(run + "-capture", START_BOUND);
        awaitSlot(arena);
        ValidatorProcess validator = arena.stack().startValidator(properties(arena, run), Map.of(), "validator-" + run);
        return new Proof(Optional.of(arena), Optional.of(validator), "lockstep." + run + ".summary");
    }

    /** The validator's process, if there is one. */
    OptionalLong pid() {
        return validator.map(process -> OptionalLong.of(process.pid())).orElse(OptionalLong.empty());
    }

    /** Waits until every row is verified. Returns the seconds since the start; empty when nothing is proven. */
    OptionalDouble await(long rows, Instant start, Duration bound) throws InterruptedException {
        if (arena.isEmpty()) {
            return OptionalDouble.empty();
        }
        long end = System.nanoTime() + bound.toNanos();
        while (!arena.get().topics().exists(summary)) {
            check(end, "it has no summary topic");
            Thread.sleep(LOOK.toMillis());
        }
        String last = "nothing";
        try (KafkaConsumer<String, String> reader = arena.get().topics().reader(summary)) {
            while (true) {
                for (ConsumerRecord<String, String> line : reader.poll(LOOK)) {
                    if (line.value() != null && proves(parse(line.value()), rows)) {
                        return OptionalDouble.of((Instant.now().toEpochMilli() - start.toEpochMilli()) / MILLIS);
                    }
                    last = line.value() == null ? last : brief(parse(line.value()));
                }
                check(end, "it last said: " + last);
            }
        }
    }

    @Override
    public void close() {
        validator.ifPresent(ValidatorProcess::close);
    }

    private void check(long end, String said) {
        if (validator.isPresent() && !validator.get().running()) {
            throw new RunFailedException(
                    "the validator has ended, see " + validator.get().log());
        }
        if (System.nanoTime() > end) {
            throw new RunFailedException("the validator has not verified every row in time; " + said);
        }
    }

    private static boolean proves(JsonNode line, long rows) {
        return line.path("status").asText().equals("VERIFIED")
                && line.path("verified").asLong() == rows
                && line.path("source").path("rows").asLong() == rows
                && line.path("target").path("rows").asLong() == rows
                && line.path("pending").asLong() == 0;
    }

    private static String brief(JsonNode line) {
        return line.path("status").asText() + ", verified " + line.path("verified") + ", pending "
                + line.path("pending") + ", divergent " + line.path("divergent") + ", unknown " + line.path("unknown");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException failure) {
            throw new RunFailedException("a summary of the validator is not JSON");
        }
    }

    private static Map<String, String> capture(String run, int partitions) {
        // The digest travels in a header, so the form of the records does not matter; this one is the cheapest.
        Map<String, String> config = new LinkedHashMap<>(Format.JSON.ofSource());
        config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.put("tasks.max", "1");
        config.put("database.hostname", "${env:LOCKSTEP_TARGET_HOST}");
        config.put("database.port", "${env:LOCKSTEP_TARGET_PORT}");
        config.put("database.dbname", "${env:LOCKSTEP_TARGET_DATABASE}");
        config.put("database.user", "${env:LOCKSTEP_TARGET_USER}");
        config.put("database.password", "${env:LOCKSTEP_TARGET_PASSWORD}");
        config.put("topic.prefix", run + "t");
        config.put("table.include.list", "bench.moved");
        config.put("plugin.name", "pgoutput");
        config.put("slot.name", "bench_" + run + "t");
        config.put("publication.name", "bench_" + run + "t");
        config.put("publication.autocreate.mode", "filtered");
        config.put("snapshot.mode", "initial");
        config.put("decimal.handling.mode", "precise");
        config.put("heartbeat.interval.ms", "1000");
        config.put("poll.interval.ms", "50");
        config.put("max.batch.size", "8192");
        config.put("max.queue.size", "32768");
        config.put("transforms", "stamp");
        config.put("transforms.stamp.type", "dev.lockstep.transforms.StampDigest");
        config.put("topic.creation.default.replication.factor", "-1");
        config.put("topic.creation.default.partitions", Integer.toString(partitions));
        config.put("producer.override.batch.size", "1000000");
        config.put("producer.override.linger.ms", "20");
        config.put("producer.override.compression.type", "lz4");
        return config;
    }

    private static Path properties(Arena arena, String run) {
        Properties properties = new Properties();
        Path file = arena.stack().data().resolve("validator-" + run + ".properties");
        Path demo = Layout.find().root().resolve("config/validator-topics.properties");
        try (Reader reader = Files.newBufferedReader(demo)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + demo, failure);
        }
        properties.setProperty("validator.id", run);
        properties.setProperty("bootstrap.servers", arena.stack().bootstrapServers());
        properties.setProperty(
                "state.dir", arena.stack().data().resolve("validator-" + run).toString());
        properties.setProperty("source.topics", run + "\\.(bench)\\.(.*)");
        properties.setProperty("target.topics", run + "t\\.(bench)\\.(.*)");
        properties.setProperty("mover.group", "connect-" + run + "-sink");
        properties.setProperty("target.heartbeat.topic", "__debezium-heartbeat." + run + "t");
        // A source that reads a table once writes no heartbeats.
        properties.remove("source.heartbeat.topic");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
        return file;
    }

    private static void awaitSlot(Arena arena) throws SQLException, InterruptedException {
        long end = System.nanoTime() + START_BOUND.toNanos();
        try (Connection connection = arena.target().connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet slots = statement.executeQuery(
                        "SELECT 1 FROM pg_replication_slots WHERE active AND slot_type = 'logical'")) {
                    if (slots.next()) {
                        return;
                    }
                }
                if (System.nanoTime() > end) {
                    throw new RunFailedException("the capture of the target does not read its slot");
                }
                Thread.sleep(LOOK.toMillis());
            }
        }
    }
}
