/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.testbed.stack.ValidatorProcess;
import java.io.IOException;
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

/** What proves a run while it goes on: an observer of the target and the validator; or nothing. */
final class Proof implements AutoCloseable {
    /** For runs that are not proven. */
    static final Proof NONE = new Proof(Optional.empty(), Optional.empty(), "");

    private static final Duration START_BOUND = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final double MILLIS = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A bulk load is proven by scans; each begins so long after the last has begun, */
    private static final String SCAN_INTERVAL_MS = "10000";

    /** and when the sink is no further behind than this. */
    private static final String SCAN_LAG_RECORDS = "10000";

    private static final String OFFSETS = "lockstep_offsets";
    private static final String OUR_SINK = "dev.lockstep.connect.jdbc.sink.BulkJdbcSinkConnector";

    private final Optional<Arena> arena;
    private final Optional<ValidatorProcess> validator;
    private final String run;

    private Proof(Optional<Arena> arena, Optional<ValidatorProcess> validator, String run) {
        this.arena = arena;
        this.validator = validator;
        this.run = run;
    }

    /** Starts the validator. */
    static Proof start(Arena arena, String run) {
        ValidatorProcess validator = arena.stack().startValidator(properties(arena, run), Map.of(), "validator-" + run);
        return new Proof(Optional.of(arena), Optional.of(validator), run);
    }

    /**
     * Starts the observer, once there is a sink whose progress it can read.
     *
     * @param sink name of the sink's connector
     * @param settings of the sink
     */
    void observe(String sink, Map<String, String> settings) throws SQLException, InterruptedException {
        if (arena.isEmpty()) {
            return;
        }
        boolean ours = OUR_SINK.equals(settings.get("connector.class"));
        if (ours) {
            awaitOffsets(arena.get());
        }
        arena.get().connect().put(run + "-observer", observer(sink, ours));
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
        String summary = "lockstep." + run + ".summary";
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

    private Map<String, String> observer(String sink, boolean ours) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "dev.lockstep.connect.jdbc.observe.JdbcObserverConnector");
        config.put("tasks.max", "1");
        config.put("connection.url", "${env:LOCKSTEP_TARGET_URL}");
        config.put("connection.user", "${env:LOCKSTEP_TARGET_USER}");
        config.put("connection.password", "${env:LOCKSTEP_TARGET_PASSWORD}");
        config.put("bootstrap.servers", "${env:LOCKSTEP_BOOTSTRAP_SERVERS}");
        config.put("observations.topic", "lockstep." + run + ".observed");
        config.put("topics", ConnectorRun.topic(run));
        config.put("table.topic.pattern", run + "\\.([^.]+)\\.([^.]+)");
        config.put("table.name.format", "$1.$2");
        config.put("mode", "scan");
        config.put("scan.interval.ms", SCAN_INTERVAL_MS);
        config.put("scan.lag.max.records", SCAN_LAG_RECORDS);
        if (ours) {
            config.put("mover.offsets.table", OFFSETS);
            config.put("mover.connector", sink);
        } else {
            config.put("mover.group", "connect-" + sink);
        }
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("producer.override.compression.type", "lz4");
        config.put("producer.override.linger.ms", "20");
        return config;
    }

    private static Path properties(Arena arena, String run) {
        Properties properties = new Properties();
        Path file = arena.stack().data().resolve("validator-" + run + ".properties");
        properties.setProperty("validator.id", run);
        properties.setProperty("bootstrap.servers", arena.stack().bootstrapServers());
        properties.setProperty(
                "state.dir", arena.stack().data().resolve("validator-" + run).toString());
        properties.setProperty("source.topics", run + "\\.(bench)\\.(.*)");
        properties.setProperty("source.table.format", "$1.$2");
        properties.setProperty("summary.interval.ms", "500");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
        return file;
    }

    /** Our sink makes its table when it starts. */
    private static void awaitOffsets(Arena arena) throws SQLException, InterruptedException {
        long end = System.nanoTime() + START_BOUND.toNanos();
        try (Connection connection = arena.target().connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet table = statement.executeQuery("SELECT to_regclass('" + OFFSETS + "') IS NOT NULL")) {
                    table.next();
                    if (table.getBoolean(1)) {
                        return;
                    }
                }
                if (System.nanoTime() > end) {
                    throw new RunFailedException("the sink has not made its table " + OFFSETS);
                }
                Thread.sleep(LOOK.toMillis());
            }
        }
    }
}
