/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.database;

import dev.lockstep.testbed.stack.process.ChildProcess;
import dev.lockstep.testbed.stack.process.ShutdownOrder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** An embedded PostgreSQL server, which may be killed and started again. Thread-safe. */
final class EmbeddedServer implements RunningDatabase {
    private static final Duration START_BOUND = Duration.ofMinutes(2);
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);

    private final EmbeddedPostgres server;
    private final Database database;
    private final Path data;
    private final Path log;
    private final Runnable onShutdown = this::close;
    private Optional<ChildProcess> again = Optional.empty();

    private EmbeddedServer(EmbeddedPostgres server, Database database, Path data, Path log) {
        this.server = server;
        this.database = database;
        this.data = data;
        this.log = log;
    }

    /**
     * Takes a server over that runs.
     *
     * @param data its folder
     * @param log gets its output when it is started again
     */
    static EmbeddedServer of(EmbeddedPostgres server, Database database, Path data, Path log) {
        EmbeddedServer running = new EmbeddedServer(server, database, data, log);
        ShutdownOrder.add(running.onShutdown);
        return running;
    }

    @Override
    public Database database() {
        return database;
    }

    /** A server writes its process id into the first line of this file. */
    @Override
    public synchronized OptionalLong pid() {
        return OptionalLong.of(Long.parseLong(lines("postmaster.pid").get(0).trim()));
    }

    @Override
    public synchronized void kill() {
        ProcessHandle first = ProcessHandle.of(pid().getAsLong())
                .orElseThrow(() -> new IllegalStateException(database + " does not run"));
        // The first process first: it would start others anew.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(first), first.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(KILL_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            throw new IllegalStateException(
                    "Processes of " + database + " are still there " + KILL_BOUND.toSeconds()
                            + " s after they were killed: process 1 of this machine must collect those that have ended",
                    stillThere);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + database + " was killed", interrupt);
        }
    }

    /** With the very words of its first start, which it has written into a file of its folder. */
    @Override
    public synchronized void restart() {
        if (ready()) {
            throw new IllegalStateException(database + " already runs");
        }
        again.ifPresent(ChildProcess::close);
        ChildProcess started = ChildProcess.start(
                database.kind() + " " + database.major(),
                command(lines("postmaster.opts").get(0)),
                Map.of(),
                log);
        again = Optional.of(started);
        started.awaitReady(START_BOUND, this::ready);
    }

    /** The first word stands alone, each of the others in double quotes. It refuses to run as root, as initdb did. */
    private static List<String> command(String line) {
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "-U"));
        }
        int options = line.indexOf(" \"");
        words.add(line.substring(0, options));
        words.addAll(List.of(line.substring(options + 2, line.lastIndexOf('"')).split("\" \"")));
        return words;
    }

    private boolean ready() {
        try (Connection connection = database.connect()) {
            return connection.isValid((int) KILL_BOUND.toSeconds());
        } catch (SQLException notYet) {
            return false;
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(data.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + data.resolve(file), failure);
        }
    }

    @Override
    public synchronized void close() {
        ShutdownOrder.remove(onShutdown);
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot stop " + database, failure);
        }
        again.ifPresent(ChildProcess::close);
    }
}
