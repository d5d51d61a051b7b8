/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.kafka;

import dev.lockstep.testbed.stack.process.ChildProcess;
import dev.lockstep.testbed.stack.process.FreePorts;
import dev.lockstep.testbed.stack.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One KRaft broker (broker and controller in one) as a child JVM on loopback.
 *
 * <p>It can be stopped or killed and started again: port and data stay the same. Not thread-safe: one owner starts and
 * stops it.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration FORMAT_BOUND = Duration.ofMinutes(2);
    private static final Duration START_BOUND = Duration.ofMinutes(2);

    private final List<String> command;
    private final Path log;
    private final String bootstrapServers;
    private ChildProcess process;

    private KafkaBroker(List<String> command, Path log, String bootstrapServers) {
        this.command = command;
        this.log = log;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Formats a fresh log folder and starts a broker on it; ready on return.
     *
     * @param libraries the jars of a Kafka release
     * @param folder gets the configuration and the data
     * @param logs gets {@code broker.log}
     */
    public static KafkaBroker start(Path libraries, Path folder, Path logs) {
        int port = FreePorts.next();
        int controllerPort = FreePorts.next();
        Path properties = folder.resolve("server.properties");
        LoggingConfig.write(properties, properties(folder.resolve("data"), port, controllerPort));
        Path log = logs.resolve("broker.log");
        List<String> flags = new ArrayList<>(List.of("-Xms128m", "-Xmx512m"));
        flags.addAll(LoggingConfig.flags(folder));
        List<String> classPath = List.of(JavaCommand.jarsOf(libraries));
        format(
                new JavaCommand(
                        classPath,
                        flags,
                        "kafka.tools.StorageTool",
                        List.of("format", "-t", clusterId(), "-c", properties.toString(), "--standalone")),
                log);
        List<String> command = new JavaCommand(classPath, flags, "kafka.Kafka", List.of(properties.toString())).words();
        KafkaBroker broker = new KafkaBroker(command, log, "127.0.0.1:" + port);
        broker.start();
        return broker;
    }

    /**
     * Starts it again with the data it has; ready on return.
     *
     * @throws IllegalStateException if it runs
     */
    public void start() {
        if (process != null && process.alive()) {
            throw new IllegalStateException("The Kafka broker already runs, process " + process.pid());
        }
        ChildProcess started = ChildProcess.start("Kafka broker", command, Map.of(), log);
        try {
            started.awaitReady(START_BOUND, () -> started.logged("Kafka Server started"));
        } catch (RuntimeException failure) {
            started.close();
            throw failure;
        }
        process = started;
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The process id of the last start. */
    public long pid() {
        return process.pid();
    }

    /** Kills it at once (SIGKILL), as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops it; it can be started again. */
    @Override
    public void close() {
        process.close();
    }

    private static void format(JavaCommand command, Path log) {
        try (ChildProcess format = ChildProcess.start("Kafka storage format", command.words(), Map.of(), log)) {
            int exitCode = format.awaitExit(FORMAT_BOUND);
            if (exitCode != 0) {
                // Ended already: this says so with the last log lines.
                format.awaitReady(Duration.ZERO, () -> false);
            }
        }
    }

    private static String clusterId() {
        // Kafka's own form of an id: 16 bytes in unpadded URL-safe base64; a leading '-' would read as an option.
        UUID id = UUID.randomUUID();
        byte[] bytes = java.nio.ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(id.getLeastSignificantBits())
                .array();
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String properties(Path data, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%d
                log.dirs=%s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=5
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=5
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controllerPort, port, controllerPort, data);
    }
}
