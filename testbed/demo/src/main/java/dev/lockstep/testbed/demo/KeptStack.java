/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cli.cluster.ConnectRest;
import dev.lockstep.testbed.stack.StackCli;
import dev.lockstep.testbed.stack.database.Database;
import dev.lockstep.testbed.stack.database.DatabaseKind;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.process.JavaCommand;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A stack of its own supervisor, validator included, as {@code lockstep stack up} leaves it: it outlives this JVM,
 * unless the demo is interrupted before it has come to its end.
 */
final class KeptStack implements Venue {
    /** A word in the command line of the validator's process, a child of the supervisor. */
    private static final String VALIDATOR = "ValidatorMain";

    private final JsonNode description;
    private final Thread stopIfInterrupted;

    private KeptStack(JsonNode description, Layout layout) {
        this.description = description;
        this.stopIfInterrupted = new Thread(() -> stop(layout), "demo-stop");
        Runtime.getRuntime().addShutdownHook(stopIfInterrupted);
    }

    static KeptStack start(Layout layout, DemoOptions options, Path validatorProperties)
            throws IOException, InterruptedException {
        Path out = layout.root().resolve("target/demo/stack.json");
        Files.createDirectories(out.getParent());
        stackCommand(
                layout,
                "up",
                "--postgres",
                options.sourceMajor() + "," + options.targetMajor(),
                "--validator",
                validatorProperties.toString(),
                "--out",
                out.toString());
        return new KeptStack(new ObjectMapper().readTree(Files.readString(out)), layout);
    }

    /** The id that {@code lockstep stack down --stack} takes. */
    String id() {
        return description.path("id").asText();
    }

    @Override
    public Database source() {
        return database(description.path("source"));
    }

    @Override
    public Database target() {
        return database(description.path("target"));
    }

    @Override
    public String bootstrapServers() {
        return description.path("bootstrapServers").asText();
    }

    @Override
    public URI connectUrl() {
        return URI.create(description.path("connectUrl").asText());
    }

    @Override
    public ConnectRest connect() {
        return new ConnectRest(connectUrl());
    }

    @Override
    public Path logs() {
        return Path.of(description.path("logs").asText());
    }

    @Override
    public void startValidator() {
        // Its supervisor has started it.
    }

    @Override
    public Optional<String> validatorFailure() {
        boolean running = ProcessHandle.of(description.path("supervisorPid").asLong()).stream()
                .flatMap(ProcessHandle::children)
                .anyMatch(child -> child.info().commandLine().orElse("").contains(VALIDATOR));
        return running
                ? Optional.empty()
                : Optional.of("the validator has ended, see " + logs().resolve("validator.log"));
    }

    /** Leaves everything running, unless this JVM is ending before its time. */
    @Override
    public void close() {
        if (!Ending.begun()) {
            Runtime.getRuntime().removeShutdownHook(stopIfInterrupted);
        }
    }

    private void stop(Layout layout) {
        try {
            stackCommand(layout, "down", "--stack", id());
        } catch (IOException e) {
            System.err.println("the stack goes on, stop it with: ./lockstep stack down --stack " + id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stackCommand(Layout layout, String... arguments) throws IOException, InterruptedException {
        JavaCommand java = new JavaCommand(
                List.of(System.getProperty("java.class.path")),
                List.of("-Xmx128m", "-Dlockstep.root=" + layout.root()),
                StackCli.class.getName(),
                List.of(arguments));
        Process command = new ProcessBuilder(java.words())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (command.waitFor() != 0) {
            throw new StartFailedException(
                    "lockstep stack " + arguments[0] + " ended with exit code " + command.exitValue() + ", see above");
        }
    }

    private static Database database(JsonNode login) {
        return new Database(
                DatabaseKind.POSTGRES,
                login.path("major").asInt(),
                login.path("jdbcUrl").asText(),
                login.path("host").asText(),
                login.path("port").asInt(),
                login.path("database").asText(),
                login.path("user").asText(),
                login.path("password").asText());
    }
}
