/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.cli.cluster.PluginClass;
import dev.lockstep.testbed.bench.measure.ProcessTree;
import dev.lockstep.testbed.bench.table.Columns;
import dev.lockstep.testbed.bench.table.MovedTable;
import dev.lockstep.testbed.bench.topic.Topics;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.layout.Layout;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Databases, broker and worker that all runs share, put back into the same state before each: an empty target, no
 * topics of earlier runs, no slots, everything on disk, and a worker that was just started. Confined to one thread.
 */
final class Arena implements AutoCloseable {
    private static final String RUN = "r";

    private final Stack stack;
    private final Topics topics;
    private final BenchOptions options;
    private final Set<String> installed;
    private int runs;

    private Arena(Stack stack, BenchOptions options) {
        this.stack = stack;
        this.options = options;
        this.topics = new Topics(stack.bootstrapServers());
        this.installed =
                stack.connect().plugins().stream().map(PluginClass::className).collect(Collectors.toSet());
    }

    static Arena start(Layout layout, BenchOptions options) {
        List<Path> plugins = new ArrayList<>(layout.plugins());
        plugins.add(layout.debeziumJdbcPlugin());
        options.peerPlugins().ifPresent(plugins::add);
        Stack stack = Stack.builder()
                .layout(layout)
                .postgres(options.sourceMajor(), options.targetMajor())
                .plugins(plugins)
                .fsync(true)
                .start();
        return new Arena(stack, options);
    }

    Stack stack() {
        return stack;
    }

    Topics topics() {
        return topics;
    }

    Database source() {
        return stack.source();
    }

    Database target() {
        return stack.target();
    }

    Columns columns() {
        return options.columns();
    }

    ConnectRest connect() {
        return stack.connect();
    }

    /** The connector classes, transforms and converters the worker has found. */
    Set<String> installed() {
        return installed;
    }

    /** A word for a new run: its topics, connectors and slots begin with it. */
    String newRun() {
        runs++;
        return RUN + runs + "x";
    }

    /**
     *
     * Ends what the last run has left.
     *
     *
     *
     * @param keep the run whose topics stay; empty for none
     *
     */
    void clean(String keep) throws SQLException {
        if (stack.worker().running()) {
            connect().connectors().forEach(connect()::delete);
        }
        stack.worker().close();
        MovedTable.forgetCaptures(source());
        MovedTable.forgetCaptures(target());
        for (int run = 1; run <= runs; run++) {
            String word = RUN + run + "x";
            if (!word.equals(keep)) {
                deleteTopics(word);
            }
        }
        MovedTable.create(target(), columns());
        MovedTable.checkpoint(source());
        MovedTable.checkpoint(target());
    }

    /** Ends a run while the worker goes on. */
    void forget(String run) throws SQLException {
        connect().connectors().forEach(connect()::delete);
        MovedTable.forgetCaptures(source());
        MovedTable.forgetCaptures(target());
        deleteTopics(run);
    }

    private void deleteTopics(String run) {
        topics.deleteAll(run);
        topics.deleteAll("__debezium-heartbeat." + run);
        topics.deleteAll("lockstep." + run);
    }

    /**
     *
     * Starts the worker anew.
     *
     *
     *
     * @param recording names the flight recording, if there shall be one
     *
     */
    void startWorker(String recording) {
        List<String> flags = new ArrayList<>(List.of("-Xms128m", "-Xmx" + options.workerHeap()));
        flags.addAll(options.workerJava());
        options.profiles()
                .ifPresent(folder -> flags.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                        + folder.resolve(recording + ".jfr")));
        stack.worker().start(flags);
        // A worker that has crashed leaves its connectors to the next one.
        connect().connectors().forEach(connect()::delete);
    }

    /** Databases and broker, as far as they run on this machine. */
    Map<String, ProcessTree> servers() {
        Map<String, ProcessTree> servers = databases();
        servers.put("broker", new ProcessTree(stack.broker().pid(), false));
        return servers;
    }

    /** The databases alone. */
    Map<String, ProcessTree> databases() {
        Map<String, ProcessTree> databases = new LinkedHashMap<>();
        stack.databasePids().get(0).ifPresent(pid -> databases.put("source database", new ProcessTree(pid, true)));
        stack.databasePids().get(1).ifPresent(pid -> databases.put("target database", new ProcessTree(pid, true)));
        return databases;
    }

    @Override
    public void close() {
        topics.close();
        stack.close();
    }
}
