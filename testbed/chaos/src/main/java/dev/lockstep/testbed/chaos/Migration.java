/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The connectors and the validator, from the files of {@code config/} with the tables' names changed. One thread. */
final class Migration {
    static final String VALIDATOR_ID = "chaos";
    static final String SOURCE = "lockstep-source";
    static final String SINK = "lockstep-sink";
    static final String OBSERVER = "lockstep-observer";
    private static final String TOPICS = "src\\.chaos\\..*";
    private static final String OBSERVATIONS = "lockstep.chaos.observed";
    private static final String SCAN_INTERVAL_MS = "2000";
    private static final Duration START_BOUND = Duration.ofSeconds(60);

    private final Stack stack;
    private final Path config;
    private final Path validatorFile;
    private ValidatorProcess validator;

    Migration(Stack stack, Layout layout) {
        this.stack = stack;
        this.config = layout.root().resolve("config");
        this.validatorFile = stack.data().resolve("validator.properties");
    }

    /** Starts the validator, the capture and the sink. */
    void deploy() {
        writeValidatorFile();
        startValidator();
        create("source-debezium-postgres.json", Map.of("schema.include.list", "chaos"));
        create(
                "sink-bulk-jdbc.json",
                Map.of("topics.regex", TOPICS, "errors.deadletterqueue.topic.name", "lockstep.chaos.dead-letters"));
    }

    /** Starts the observer, once there are topics that it can follow. */
    void observe() {
        create(
                "observer-postgres.json",
                Map.of(
                        "topics.regex",
                        TOPICS,
                        "observations.topic",
                        OBSERVATIONS,
                        "scan.interval.ms",
                        SCAN_INTERVAL_MS));
    }

    private void create(String file, Map<String, String> settings) {
        ObjectNode connector = ConnectRest.read(config.resolve(file));
        ObjectNode own = (ObjectNode) connector.get("config");
        settings.forEach(own::put);
        stack.connect().waitRunning(stack.connect().create(connector), START_BOUND);
    }

    private void writeValidatorFile() {
        Properties settings = new Properties();
        settings.put("validator.id", VALIDATOR_ID);
        settings.put("bootstrap.servers", stack.bootstrapServers());
        settings.put("mode", "exact");
        settings.put("observations.topic", OBSERVATIONS);
        settings.put("source.topics", "src\\.(chaos)\\.(.*)");
        settings.put("source.table.format", "$1.$2");
        settings.put("summary.interval.ms", "500");
        settings.put("state.dir", stack.data().resolve("validator").toString());
        try (Writer writer = Files.newBufferedWriter(validatorFile)) {
            settings.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the validator's settings", e);
        }
    }

    void startValidator() {
        validator = stack.startValidator(validatorFile, Map.of(), "validator");
    }

    void killValidator() {
        validator.kill();
    }

    /** What has ended without having been killed, with the place to look. */
    Optional<String> failure() {
        if (validator != null && !validator.running()) {
            return Optional.of("the validator has ended by itself, see " + validator.log());
        }
        for (String name : List.of(SOURCE, SINK, OBSERVER)) {
            Optional<String> failure = failure(name);
            if (failure.isPresent()) {
                return failure.map(why -> "connector " + name + " failed, " + why + ", see " + stack.logs());
            }
        }
        return Optional.empty();
    }

    private Optional<String> failure(String name) {
        try {
            return stack.connect().status(name).failure();
        } catch (ConnectRestException | UncheckedIOException notToldNow) {
            // A worker that does not come back shows in that nothing recovers.
            return Optional.empty();
        }
    }
}
