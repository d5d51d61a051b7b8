/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.kafka;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.process.ChildProcess;
import dev.lockstep.testbed.stack.process.FreePorts;
import dev.lockstep.testbed.stack.process.JavaCommand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One distributed Connect worker as a child JVM on loopback.
 *
 * <p>It can be stopped or killed and started again: port, group and internal topics stay the same, so its connectors
 * come back. Connector configurations may use {@code ${env:NAME}} for variables whose names begin with
 * {@code LOCKSTEP_}. Not thread-safe: one owner starts and stops it.
 */
public final class ConnectWorker implements AutoCloseable {
    private static final String STARTED_ITS_SHARE = "Finished starting connectors and tasks";
    private static final Duration START_BOUND = Duration.ofMinutes(2);

    private final Settings settings;
    private final int port;
    private final ConnectRest rest;
    private ChildProcess process;

    /**
     * What a worker is started with.
     *
     * @param libraries the jars of a Kafka release
     * @param folder gets the configuration
     * @param log gets the output
     * @param bootstrapServers the broker
     * @param group worker group and prefix of the internal topics
     * @param pluginPath folders that hold plugin folders
     * @param environment variables for connector configurations
     * @param javaOptions words for its JVM, such as system properties
     * @param exactlyOnceSource whether it writes what its sources give in transactions with their offsets
     */
    public record Settings(
            Path libraries,
            Path folder,
            Path log,
            String bootstrapServers,
            String group,
            List<Path> pluginPath,
            Map<String, String> environment,
            List<String> javaOptions,
            boolean exactlyOnceSource) {
        /** Copies the collections. */
        public Settings {
            pluginPath = List.copyOf(pluginPath);
            environment = Map.copyOf(environment);
            javaOptions = List.copyOf(javaOptions);
        }
    }

    /** A worker that is not started yet. */
    public ConnectWorker(Settings settings) {
        this.settings = settings;
        this.port = FreePorts.next();
        this.rest = new ConnectRest(url());
    }

    /**
     * Starts it and waits until it answers and has started its connectors and tasks as a member of its group. After
     * {@link #kill} that takes some seconds more, until the group has noticed.
     *
     * @throws IllegalStateException if it already runs
     */
    public void start() {
        start(List.of());
    }

    /**
     * Starts it as {@link #start()} does.
     *
     * @param moreFlags for its JVM; they come last, so a heap size here counts
     */
    public void start(List<String> moreFlags) {
        if (running()) {
            throw new IllegalStateException("The Connect worker already runs, process " + process.pid());
        }
        Path properties = settings.folder().resolve("worker.properties");
        LoggingConfig.write(properties, properties());
        List<String> flags = new ArrayList<>(List.of("-Xms256m", "-Xmx1g"));
        flags.addAll(LoggingConfig.flags(settings.folder()));
        flags.addAll(settings.javaOptions());
        flags.addAll(moreFlags);
        JavaCommand command = new JavaCommand(
                List.of(JavaCommand.jarsOf(settings.libraries())),
                flags,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                List.of(properties.toString()));
        ChildProcess started =
                ChildProcess.start("Connect worker", command.words(), settings.environment(), settings.log());
        try {
            // After a crash the REST API answers before the group has let the worker in, with the states of the crashed
            // one; what it says is its own only once it has started its share.
            started.awaitReady(START_BOUND, () -> rest.answers() && started.logged(STARTED_ITS_SHARE));
        } catch (RuntimeException failure) {
            started.close();
            throw failure;
        }
        process = started;
    }

    /** Kills it at once (SIGKILL), as a crash would. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Whether it runs. */
    public boolean running() {
        return process != null && process.alive();
    }

    /**
     * The process id of the last start.
     *
     * @throws IllegalStateException if it was never started
     */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("The Connect worker was never started");
        }
        return process.pid();
    }

    /** Its REST API. */
    public ConnectRest rest() {
        return rest;
    }

    /** The address of its REST API. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Stops it; it can be started again. */
    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private String properties() {
        List<String> pluginPath =
                settings.pluginPath().stream().map(Path::toString).toList();
        return """
                bootstrap.servers=%1$s
                group.id=%2$s
                listeners=%3$s
                rest.advertised.host.name=127.0.0.1
                config.storage.topic=%2$s-configs
                config.storage.replication.factor=1
                offset.storage.topic=%2$s-offsets
                offset.storage.replication.factor=1
                offset.storage.partitions=5
                status.storage.topic=%2$s-status
                status.storage.replication.factor=1
                status.storage.partitions=2
                offset.flush.interval.ms=1000
                scheduled.rebalance.max.delay.ms=0
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                plugin.path=%4$s
                plugin.discovery=service_load
                connector.client.config.override.policy=All
                exactly.once.source.support=%5$s
                config.providers=env
                config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                config.providers.env.param.allowlist.pattern=LOCKSTEP_.*
                """.formatted(
                        settings.bootstrapServers(),
                        settings.group(),
                        url(),
                        String.join(",", pluginPath),
                        settings.exactlyOnceSource() ? "enabled" : "disabled");
    }
}
