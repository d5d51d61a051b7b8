/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import dev.lockstep.testbed.stack.kafka.KafkaBroker;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A running migration stack: databases, one Kafka broker, one Connect worker, optionally validators.
 *
 * <pre>{@code
 * try (Stack stack = Stack.builder().postgres(14, 17).start()) {
 *     stack.connect().create(Path.of("config/source.json"));
 *     stack.connect().waitRunning("source", Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p>Everything listens on loopback ports of its own and writes below a folder of its own, so stacks do not disturb
 * each other. Connector configurations read {@code ${env:LOCKSTEP_SOURCE_X}} and {@code ${env:LOCKSTEP_TARGET_X}},
 * X being HOST, PORT, DATABASE, USER, PASSWORD or URL (a JDBC URL), and {@code ${env:LOCKSTEP_BOOTSTRAP_SERVERS}}. All
 * child processes end on {@link #close()} and at the latest with this JVM; logs stay. Thread-safe, but for the worker,
 * which one owner starts and stops.
 */
public final class Stack implements AutoCloseable {
    private final StackFolder folder;
    private final Layout layout;
    private final Parts parts;
    private final List<RunningDatabase> databases;
    private final Optional<Database> mariaDb;
    private final KafkaBroker broker;
    private final ConnectWorker worker;
    private final List<Path> plugins;
    private final Runnable sweep;

    Stack(StackStart start) {
        this.folder = start.folder();
        this.layout = start.layout();
        this.parts = start.parts();
        this.databases = start.databases();
        this.mariaDb = start.mariaDb();
        this.broker = start.broker();
        this.worker = start.worker();
        this.plugins = start.plugins();
        this.sweep = start.sweep();
    }

    /** What a stack shall hold; by default PostgreSQL 14 and 17 and every plugin of a migration. */
    public static StackBuilder builder() {
        return new StackBuilder();
    }

    /** The id, unique in this checkout. */
    public String id() {
        return folder.id();
    }

    /** The first database. */
    public Database source() {
        return databases.get(0).database();
    }

    /**
     * The second database.
     *
     * @throws IllegalStateException if the stack has only one
     */
    public Database target() {
        if (databases.size() < 2) {
            throw new IllegalStateException("This stack was built with one database: it has no target");
        }
        return databases.get(1).database();
    }

    /**
     * The server of {@link #target()}, which may be killed and started again.
     *
     * @throws IllegalStateException if the stack has only one database
     */
    public RunningDatabase targetServer() {
        target();
        return databases.get(1);
    }

    /** All PostgreSQL databases in the order they were asked for. */
    public List<Database> databases() {
        return databases.stream().map(RunningDatabase::database).toList();
    }

    /** The first process of each server of {@link #databases()}, where it runs on this machine. */
    public List<OptionalLong> databasePids() {
        return databases.stream().map(RunningDatabase::pid).toList();
    }

    /** The MariaDB database, if one was asked for. */
    public Optional<Database> mariaDb() {
        return mariaDb;
    }

    /** What Kafka clients connect to. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The broker. */
    public KafkaBroker broker() {
        return broker;
    }

    /** The Connect worker, which may be killed and started again. */
    public ConnectWorker worker() {
        return worker;
    }

    /** The REST API of the Connect worker. */
    public ConnectRest connect() {
        return worker.rest();
    }

    /** The plugin folders the worker uses: copies that belong to this stack. */
    public List<Path> plugins() {
        return plugins;
    }

    /** The folder with everything this stack writes. */
    public Path folder() {
        return folder.path();
    }

    /** The folder with the logs of all its processes; kept after {@link #close()}. */
    public Path logs() {
        return folder.logs();
    }

    /** A folder for files that go away with the stack, such as the state of a validator. */
    public Path data() {
        return folder.data();
    }

    /**
     * Starts a validator that is stopped with this stack.
     *
     * @param properties its properties file
     * @param overrides keys that replace those of the file
     * @param name names its log file, {@code <name>.log}
     */
    public ValidatorProcess startValidator(Path properties, Map<String, String> overrides, String name) {
        return parts.add(ValidatorProcess.start(layout, properties, overrides, logs().resolve(name + ".log")));
    }

    /** Stops everything and removes the data; logs stay. Closing twice is harmless. */
    @Override
    public void close() {
        StackStart.end(folder, parts, sweep);
    }
}
