/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Server processes that still work in a folder although nobody owns them any more.
 *
 * <p>They are known by the folder in their command line, not by remembered ids: ids are reused. Only programs a stack
 * starts count, so that somebody reading a log file there is left alone.
 */
public final class Leftovers {
    private static final Set<String> PROGRAMS = Set.of("java", "postgres", "initdb", "pg_ctl", "mariadbd");
    private static final Duration BOUND = Duration.ofSeconds(10);

    private Leftovers() {}

    /** The processes that work in the folder, without this one. */
    public static List<ProcessHandle> in(Path folder) {
        String text = folder.toAbsolutePath().normalize().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> ours(process.info(), text))
                .toList();
    }

    /** Asks every process that works in the folder to end, and kills those that do not. */
    public static void end(Path folder) {
        List<ProcessHandle> left = in(folder);
        left.forEach(ProcessHandle::destroy);
        if (!gone(left)) {
            left.forEach(ProcessHandle::destroyForcibly);
            gone(left);
        }
    }

    private static boolean ours(ProcessHandle.Info process, String folder) {
        String program = process.command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("");
        return PROGRAMS.contains(program)
                && process.commandLine().filter(line -> line.contains(folder)).isPresent();
    }

    private static boolean gone(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
