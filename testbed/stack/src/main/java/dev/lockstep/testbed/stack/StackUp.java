/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.stack;

import dev.lockstep.testbed.stack.database.DatabaseProvider;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.JavaCommand;
import dev.lockstep.testbed.stack.process.Leftovers;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a supervisor that outlives this command, and waits until its stack is ready. */
@Command(name = "up", description = "Starts a stack and leaves it running.")
final class StackUp implements Callable<Integer> {
    private static final Duration READY_BOUND = Duration.ofMinutes(5);
    private static final Duration STOP_BOUND = Duration.ofSeconds(45);
    private static final long POLL_MS = 100;

    @Mixin
    private StackOptions options;

    @Option(names = "--out", paramLabel = "FILE", description = "also writes the description as JSON to this file")
    private Path out;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Layout layout = Layout.find();
        StackFolder folder = StackFolder.create(layout);
        Path log = folder.logs().resolve("supervisor.log");
        Files.createDirectories(folder.logs());
        ProcessBuilder builder = new ProcessBuilder(command(layout, folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Not on the command line: a long one is cut off where others look for the folder in it.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process supervisor = builder.start();
        Thread undo = new Thread(() -> undo(supervisor, folder), "stack-up-undo");
        Runtime.getRuntime().addShutdownHook(undo);
        try {
            awaitReady(supervisor, folder, log);
            StackDescription description = StackDescription.read(folder.description());
            if (out != null) {
                description.write(out);
            }
            Runtime.getRuntime().removeShutdownHook(undo);
            spec.commandLine().getOut().print(description.text());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (StartFailedException | UncheckedIOException failure) {
            spec.commandLine().getErr().println(failure.getMessage());
            // The hook stops what was started.
            return StackCli.FAILED;
        }
    }

    private List<String> command(Layout layout, StackFolder folder) {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--folder", folder.path().toString()));
        arguments.addAll(
                List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        arguments.addAll(options.words());
        JavaCommand java = new JavaCommand(
                List.of(),
                List.of(
                        "-Xmx256m",
                        "-Dlockstep.root=" + layout.root(),
                        "-D" + DatabaseProvider.PROPERTY + "="
                                + System.getProperty(DatabaseProvider.PROPERTY, "embedded")),
                StackCli.class.getName(),
                arguments);
        List<String> words = new ArrayList<>();
        // A session of its own: Ctrl-C in the terminal later must not reach the stack.
        setsid().map(Path::toString).forEach(words::add);
        words.addAll(java.words());
        return words;
    }

    private static Stream<Path> setsid() {
        return Stream.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"))
                .filter(Files::isExecutable)
                .limit(1);
    }

    private static void awaitReady(Process supervisor, StackFolder folder, Path log) throws IOException {
        long end = System.nanoTime() + READY_BOUND.toNanos();
        while (!Files.exists(folder.description())) {
            try {
                if (supervisor.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                    throw new StartFailedException(
                            "The stack did not start, logs are in " + folder.logs() + "\n" + Files.readString(log));
                }
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new StartFailedException("Interrupted", interrupt);
            }
            if (System.nanoTime() > end) {
                throw new StartFailedException(
                        "The stack was not ready within " + READY_BOUND.toSeconds() + " s, see " + folder.logs());
            }
        }
    }

    /** Ends what a failed or interrupted start has left. */
    private static void undo(Process supervisor, StackFolder folder) {
        supervisor.destroy();
        try {
            if (!supervisor.waitFor(STOP_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                supervisor.destroyForcibly();
            }
        } catch (InterruptedException interrupt) {
            supervisor.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Leftovers.end(folder.path());
        folder.removeData();
        StackRegistry.unregister(folder);
    }
}
