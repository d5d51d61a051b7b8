/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.ChildProcess;
import dev.lockstep.testbed.stack.process.JavaCommand;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The validator distribution as a child process.
 *
 * <p>Started, not awaited: what "ready" means is up to its topics. Thread-safe.
 */
public final class ValidatorProcess implements AutoCloseable {
    private static final String MAIN_CLASS = "dev.lockstep.validator.ValidatorMain";

    private final ChildProcess process;

    private ValidatorProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a validator.
     *
     * @param layout where the distribution is
     * @param properties its properties file
     * @param overrides keys that replace those of the file, as {@code --set key=value}
     * @param log gets its output
     */
    public static ValidatorProcess start(Layout layout, Path properties, Map<String, String> overrides, Path log) {
        return start(layout, properties, overrides, List.of(), log);
    }

    /**
     * The same with more flags for its JVM.
     *
     * @param flags come last, so they win
     */
    public static ValidatorProcess start(
            Layout layout, Path properties, Map<String, String> overrides, List<String> flags, Path log) {
        List<String> arguments = new ArrayList<>();
        arguments.add(properties.toAbsolutePath().toString());
        overrides.forEach((key, value) -> {
            arguments.add("--set");
            arguments.add(key + "=" + value);
        });
        Path distribution = layout.validator();
        List<String> all = new ArrayList<>(List.of(
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "-Dlog4j2.configurationFile=" + distribution.resolve("etc/log4j2.xml")));
        all.addAll(flags);
        JavaCommand command =
                new JavaCommand(List.of(JavaCommand.jarsOf(distribution.resolve("lib"))), all, MAIN_CLASS, arguments);
        return new ValidatorProcess(ChildProcess.start("Validator", command.words(), Map.of(), log));
    }

    /** Whether it runs. */
    public boolean running() {
        return process.alive();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Where its output goes. */
    public Path log() {
        return process.log();
    }

    /**
     * Waits until its output contains a text.
     *
     * @throws StartFailedException if it ends first or takes longer than the bound
     */
    public void awaitLogged(String text, Duration bound) {
        process.awaitReady(bound, () -> process.logged(text));
    }

    /** Waits until it ends by itself and returns its exit code; an error after the bound. */
    public int awaitExit(Duration bound) {
        return process.awaitExit(bound);
    }

    /** Kills it at once (SIGKILL), as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops it (SIGTERM first). */
    @Override
    public void close() {
        process.close();
    }
}
