/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseProvider;
import dev.lockstep.testbed.stack.database.DatabaseSpec;
import dev.lockstep.testbed.stack.database.MariaDbServer;
import dev.lockstep.testbed.stack.database.RunningDatabase;
import dev.lockstep.testbed.stack.kafka.ConnectWorker;
import dev.lockstep.testbed.stack.kafka.KafkaBroker;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.Leftovers;
import dev.lockstep.testbed.stack.process.ShutdownOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Starts the parts of a stack: databases and broker at the same time, then the worker, which needs the addresses of
 * both.
 */
record StackStart(
        Layout layout,
        StackFolder folder,
        Parts parts,
        List<RunningDatabase> databases,
        Optional<Database> mariaDb,
        KafkaBroker broker,
        ConnectWorker worker,
        List<Path> plugins,
        Runnable sweep) {

    /** What was asked for. */
    record Wanted(
            List<Integer> majors,
            List<Path> plugins,
            boolean fsync,
            boolean mariaDb,
            List<String> workerOptions,
            boolean exactlyOnceSource) {}

    static StackStart run(Layout layout, StackFolder folder, Wanted wanted) {
        // Added first, so it runs last: catches servers that were half started when the JVM was told to end.
        Runnable sweep = () -> Leftovers.end(folder.path());
        ShutdownOrder.add(sweep);
        Parts parts = new Parts();
        ExecutorService threads = Executors.newCachedThreadPool();
        Optional<StackStart> started = Optional.empty();
        try {
            started = Optional.of(new Starting(layout, folder, wanted, parts, threads).run(sweep));
            return started.get();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof IllegalStateException known ? known : failure;
        } finally {
            threads.shutdown();
            if (started.isEmpty()) {
                end(folder, parts, sweep);
            }
        }
    }

    /** Ends everything and removes the data; logs stay. */
    static void end(StackFolder folder, Parts parts, Runnable sweep) {
        try {
            parts.close();
        } finally {
            sweep.run();
            ShutdownOrder.remove(sweep);
            folder.removeData();
        }
    }

    private record Starting(Layout layout, StackFolder folder, Wanted wanted, Parts parts, ExecutorService threads) {

        private StackStart run(Runnable sweep) {
            List<Path> plugins = folder.copyPlugins(wanted.plugins());
            CompletableFuture<KafkaBroker> broker = begin(() ->
                    KafkaBroker.start(layout.kafkaLibraries(), folder.data().resolve("broker"), folder.logs()));
            List<CompletableFuture<RunningDatabase>> databases = beginDatabases();
            Optional<CompletableFuture<RunningDatabase>> mariaDb =
                    wanted.mariaDb() ? Optional.of(begin(this::startMariaDb)) : Optional.empty();
            List<CompletableFuture<?>> all = new ArrayList<>(databases);
            all.add(broker);
            mariaDb.ifPresent(all::add);
            // Waits for all of them even if one fails, so that nothing starts after the clean-up.
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            List<RunningDatabase> running =
                    databases.stream().map(CompletableFuture::join).toList();
            Optional<Database> maria = mariaDb.map(database -> database.join().database());
            ConnectWorker worker = parts.add(worker(
                    broker.join(),
                    running.stream().map(RunningDatabase::database).toList(),
                    maria));
            worker.start();
            return new StackStart(layout, folder, parts, running, maria, broker.join(), worker, plugins, sweep);
        }

        private List<CompletableFuture<RunningDatabase>> beginDatabases() {
            DatabaseProvider provider = DatabaseProvider.chosen(layout);
            List<CompletableFuture<RunningDatabase>> databases = new ArrayList<>();
            for (int i = 0; i < wanted.majors().size(); i++) {
                String role = role(i);
                DatabaseSpec spec = new DatabaseSpec(
                        role,
                        wanted.majors().get(i),
                        wanted.fsync(),
                        folder.data().resolve(role),
                        folder.logs());
                databases.add(begin(() -> provider.start(spec)));
            }
            return databases;
        }

        private RunningDatabase startMariaDb() {
            return MariaDbServer.start(folder.data().resolve("mariadb"), folder.logs());
        }

        private ConnectWorker worker(KafkaBroker broker, List<Database> databases, Optional<Database> mariaDb) {
            Map<String, String> environment = new TreeMap<>(databases.get(0).environment("LOCKSTEP_SOURCE_"));
            if (databases.size() > 1) {
                environment.putAll(databases.get(1).environment("LOCKSTEP_TARGET_"));
            }
            mariaDb.ifPresent(database -> environment.putAll(database.environment("LOCKSTEP_MARIADB_")));
            environment.put("LOCKSTEP_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            return new ConnectWorker(new ConnectWorker.Settings(
                    layout.kafkaLibraries(),
                    folder.data().resolve("worker"),
                    folder.logs().resolve("worker.log"),
                    broker.bootstrapServers(),
                    "connect-" + folder.id(),
                    List.of(folder.plugins()),
                    environment,
                    wanted.workerOptions(),
                    wanted.exactlyOnceSource()));
        }

        private <T extends AutoCloseable> CompletableFuture<T> begin(Supplier<T> start) {
            return CompletableFuture.supplyAsync(() -> parts.add(start.get()), threads);
        }
    }

    private static String role(int index) {
        return switch (index) {
            case 0 -> "postgres-source";
            case 1 -> "postgres-target";
            default -> "postgres-" + (index + 1);
        };
    }
}
