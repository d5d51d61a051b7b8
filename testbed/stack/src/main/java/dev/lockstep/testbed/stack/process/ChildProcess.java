/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A running child process whose output goes to a log file.
 *
 * <p>It ends on {@link #close()}, on {@link #kill()} and, at the latest, when this JVM ends. Ending twice is harmless.
 * Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 25;

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;
    private final Runnable onShutdown = this::close;

    private ChildProcess(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts a process.
     *
     * @param name what people call it, for messages
     * @param command program and arguments
     * @param environment added to the environment of this JVM
     * @param log gets standard output and error, appended
     */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            ChildProcess child = new ChildProcess(name, builder.start(), log, logStart);
            ShutdownOrder.add(child.onShutdown);
            return child;
        } catch (IOException failure) {
            throw new StartFailedException("Cannot start " + name + " with " + command.get(0), failure);
        }
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Whether its output since this start contains the text. */
    public boolean logged(String text) {
        return lastLine(text).isPresent();
    }

    /** The last line of its output since this start that contains the text. */
    public Optional<String> lastLine(String text) {
        return output().stream().filter(line -> line.contains(text)).reduce((first, second) -> second);
    }

    /**
     * Waits until it is ready.
     *
     * @throws StartFailedException with the last log lines, if it ends first or takes longer than the bound
     */
    public void awaitReady(Duration bound, BooleanSupplier ready) {
        long end = System.nanoTime() + bound.toNanos();
        while (!ready.getAsBoolean()) {
            if (!alive()) {
                throw new StartFailedException(name + " ended with exit code " + process.exitValue() + tail());
            }
            if (System.nanoTime() > end) {
                throw new StartFailedException(name + " was not ready within " + bound.toSeconds() + " s" + tail());
            }
            pause();
        }
    }

    /**
     * Waits for the end.
     *
     * @return the exit code
     * @throws IllegalStateException if it still runs after the bound
     */
    public int awaitExit(Duration bound) {
        if (!ended(bound)) {
            throw new IllegalStateException(name + " still runs after " + bound.toSeconds() + " s" + tail());
        }
        ShutdownOrder.remove(onShutdown);
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM), and kills it if it does not within a bound. */
    @Override
    public void close() {
        process.destroy();
        if (!ended(STOP_BOUND)) {
            process.destroyForcibly();
            ended(KILL_BOUND);
        }
        ShutdownOrder.remove(onShutdown);
    }

    /** Ends it at once (SIGKILL), as a crash would, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        ended(KILL_BOUND);
        ShutdownOrder.remove(onShutdown);
    }

    private boolean ended(Duration bound) {
        // An interrupt must not leave an orphan behind: wait on, restore the flag after.
        boolean interrupted = false;
        long end = System.nanoTime() + bound.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while waiting for " + name, interrupt);
        }
    }

    private String tail() {
        List<String> lines = output();
        List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        return ". Last lines of " + log + ":\n  " + String.join("\n  ", last);
    }

    private List<String> output() {
        try (FileInputStream content = new FileInputStream(log.toFile())) {
            content.skipNBytes(logStart);
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + log, failure);
        }
    }
}
