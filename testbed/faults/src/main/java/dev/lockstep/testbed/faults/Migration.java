/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.faults.corpus.SinkHabit;
import dev.lockstep.testbed.faults.corpus.TestTables;
import dev.lockstep.testbed.faults.mover.Mover;
import dev.lockstep.testbed.faults.observe.Observation;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.ValidatorProcess;
import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The connectors and the validator, from the files of {@code config/} with the tables' names changed. One thread. */
final class Migration {
    static final String VALIDATOR_ID = "faults";
    static final String OBSERVATIONS = "lockstep.faults.observed";
    static final String PUBLICATION = "lockstep_source";
    static final String TOPICS = "src.faults.";
    private static final String CAPTURED = "tgt.faults.";
    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(30);

    private final Stack stack;
    private final Mover mover;
    private final Observation observation;
    private final Path config;
    private final List<String> connectors = new ArrayList<>();
    private ValidatorProcess validator;
    private Map<String, String> sinkSettings = Map.of();

    Migration(Stack stack, Mover mover, Observation observation, Layout layout) {
        this.stack = stack;
        this.mover = mover;
        this.observation = observation;
        this.config = layout.root().resolve("config");
    }

    /** Starts everything and waits until it runs. */
    void deploy(GroupProgress progress, Waiting waiting) throws InterruptedException {
        validator = stack.startValidator(validatorFile(), Map.of(), "validator");
        if (observation.startsFirst()) {
            create(observation.connector(config));
        }
        create(source());
        create(mover.connector(config));
        sinkSettings = stack.connect().config(Mover.NAME).orElseThrow();
        if (!observation.startsFirst()) {
            if (!waiting.until(
                    START_BOUND,
                    () -> progress.topics().size() == TestTables.names().size())) {
                throw new FaultsFailedException("not every table has a data topic, see " + stack.logs());
            }
            create(observation.connector(config));
        }
    }

    /** Whether the validator reads a topic of this name that somebody else writes. */
    static boolean isRead(String topic) {
        return topic.startsWith(TOPICS) || topic.equals(OBSERVATIONS) || topic.startsWith(CAPTURED);
    }

    private Path validatorFile() {
        Properties settings = new Properties();
        settings.putAll(observation.validatorSettings(config));
        settings.put("validator.id", VALIDATOR_ID);
        settings.put("bootstrap.servers", stack.bootstrapServers());
        settings.put("source.topics", "src\\.(faults)\\.(.*)");
        settings.put("state.dir", stack.data().resolve("validator").toString());
        Path file = stack.data().resolve("validator.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the validator's settings", e);
        }
        return file;
    }

    private ObjectNode source() {
        ObjectNode connector = ConnectRest.read(config.resolve("source-debezium-postgres.json"));
        ((ObjectNode) connector.get("config")).put("schema.include.list", TestTables.SCHEMA);
        return connector;
    }

    private void create(ObjectNode connector) {
        String name = stack.connect().create(connector);
        connectors.add(name);
        stack.connect().waitRunning(name, START_BOUND);
    }

    /** Gives the sink another habit, none of its old tasks running any more when this returns. */
    void sinkWith(SinkHabit habit, Waiting waiting) throws InterruptedException {
        Map<String, String> changed = new LinkedHashMap<>(sinkSettings);
        changed.putAll(mover.settings(habit));
        ConnectRest rest = stack.connect();
        rest.stop(Mover.NAME);
        if (!waiting.until(STOP_BOUND, () -> rest.status(Mover.NAME).tasks().isEmpty())) {
            throw new FaultsFailedException("connector " + Mover.NAME + " did not stop, see " + stack.logs());
        }
        rest.put(Mover.NAME, changed);
        rest.resume(Mover.NAME);
        rest.waitRunning(Mover.NAME, START_BOUND);
    }

    /** What has failed since, with the place to look. */
    Optional<String> failure() {
        if (validator != null && !validator.running()) {
            return Optional.of("the validator has ended, see " + validator.log());
        }
        for (String name : connectors) {
            Optional<String> failure = stack.connect().status(name).failure();
            if (failure.isPresent()) {
                return failure.map(why -> "connector " + name + " failed, " + why + ", see " + stack.logs());
            }
        }
        return Optional.empty();
    }
}
