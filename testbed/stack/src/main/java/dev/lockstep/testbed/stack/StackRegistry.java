/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The stacks that {@code stack up} started in this checkout, as their folders tell.
 *
 * <p>A supervisor writes its process id first and removes it last; a folder with an id whose process is gone is the
 * folder of a stack that died.
 */
final class StackRegistry {
    private static final Duration STOP_BOUND = Duration.ofSeconds(90);
    private static final String PID_FILE = "supervisor.pid";

    private final Layout layout;

    StackRegistry(Layout layout) {
        this.layout = layout;
    }

    /** What a registered stack is doing. */
    enum State {
        STARTING,
        RUNNING,
        DEAD
    }

    /** The registered stacks by id. */
    List<StackFolder> stacks() {
        if (!Files.isDirectory(layout.stacks())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(layout.stacks())) {
            return folders.filter(folder -> Files.exists(folder.resolve(PID_FILE)))
                    .sorted()
                    .map(StackFolder::new)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list " + layout.stacks(), failure);
        }
    }

    static void register(StackFolder folder, long supervisorPid) {
        try {
            Files.writeString(folder.path().resolve(PID_FILE), Long.toString(supervisorPid));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot register stack " + folder.id(), failure);
        }
    }

    static void unregister(StackFolder folder) {
        try {
            Files.deleteIfExists(folder.description());
            Files.deleteIfExists(folder.path().resolve(PID_FILE));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot unregister stack " + folder.id(), failure);
        }
    }

    static State state(StackFolder folder) {
        if (supervisor(folder).isEmpty()) {
            return State.DEAD;
        }
        return Files.exists(folder.description()) ? State.RUNNING : State.STARTING;
    }

    /** Stops a stack, dead or alive, and waits until every process of it is gone. */
    void stop(StackFolder folder) {
        supervisor(folder).ifPresent(StackRegistry::stop);
        Leftovers.end(folder.path());
        folder.removeData();
        unregister(folder);
    }

    private static Optional<ProcessHandle> supervisor(StackFolder folder) {
        try {
            long pid = Long.parseLong(
                    Files.readString(folder.path().resolve(PID_FILE)).trim());
            // The id may have gone to another program since: the supervisor has its folder in its command line.
            return Leftovers.in(folder.path()).stream()
                    .filter(process -> process.pid() == pid)
                    .findFirst();
        } catch (IOException | NumberFormatException goneMeanwhile) {
            return Optional.empty();
        }
    }

    private static void stop(ProcessHandle supervisor) {
        supervisor.destroy();
        try {
            supervisor.onExit().get(STOP_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            supervisor.destroyForcibly();
        } catch (InterruptedException interrupt) {
            supervisor.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
