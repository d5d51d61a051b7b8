/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.testbed.demo.report.DemoReport;
import dev.lockstep.testbed.demo.report.ReportWriter;
import dev.lockstep.testbed.demo.tpch.Scale;
import dev.lockstep.testbed.demo.watch.Screen;
import dev.lockstep.testbed.demo.watch.Terminal;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.layout.NotBuiltException;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the demo: {@code ./lockstep demo}. Exit code 0 only if all went right. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Migrates TPC-H between two PostgreSQL servers while it is written to, proves that every row"
                + " arrived, then harms the target and shows each harm found.")
public final class DemoCli implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--scale",
            defaultValue = "0.01",
            description = "TPC-H scale, a multiple of 0.01; 0.01 is 86,805 rows (default: ${DEFAULT-VALUE})")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "chooses what is written and what is harmed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--writes-per-second",
            paramLabel = "ROWS",
            defaultValue = "100",
            description = "row changes in the source while it is migrated (default: ${DEFAULT-VALUE})")
    private int writesPerSecond;

    @Option(
            names = "--write-seconds",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "how long they go on after the snapshot was moved (default: ${DEFAULT-VALUE})")
    private int writeSeconds;

    @Option(
            names = "--postgres",
            split = ",",
            paramLabel = "MAJOR",
            defaultValue = "14,17",
            description = "majors of source and target (default: ${DEFAULT-VALUE})")
    private List<Integer> majors;

    @Option(names = "--keep", description = "leaves the stack running")
    private boolean keep;

    @Option(names = "--no-faults", description = "does not harm the target")
    private boolean noFaults;

    @Option(names = "--plain", description = "plain lines also on a terminal")
    private boolean plain;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "gives up after this long (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Spec
    private CommandSpec spec;

    /** Runs the demo and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCli())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof StartFailedException || failure instanceof NotBuiltException) {
                        command.getErr().println(failure.getMessage());
                        return FAILED;
                    }
                    throw failure;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        DemoOptions options = options();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        Screen screen = Screen.of(out, plain, Terminal.attached(), System.getenv("TERM"));
        Layout layout = Layout.find();
        Phases phases = new Phases();
        phases.begin(Phases.STACK);
        screen.say("starting PostgreSQL " + options.sourceMajor() + " and " + options.targetMajor()
                + ", Kafka and a Connect worker");
        Path config = layout.root().resolve("config");
        Path validator = config.resolve("validator-demo.properties");
        try (Venue venue =
                keep ? KeptStack.start(layout, options, validator) : OwnStack.start(layout, options, validator)) {
            Pipeline pipeline = new Pipeline(venue, config);
            Path folder = layout.root().resolve("target/demo");
            Demo demo = new Demo(options, venue, pipeline, screen, phases, folder);
            demo.results().versions = pipeline.versions();
            DemoReport report = run(demo, options, phases);
            screen.leave();
            if (Ending.begun()) {
                screen.say("interrupted; stopping what was started");
                return FAILED;
            }
            ReportWriter.write(report, folder);
            if (venue instanceof KeptStack kept) {
                Invitation.lines(kept, layout.kafkaLibraries()).forEach(screen::say);
            }
            screen.say("report: " + folder.resolve("report.md"));
            screen.say(report.outcome());
            return report.success() ? 0 : FAILED;
        }
    }

    /** Whatever ends the run, what was learnt before is reported. */
    private static DemoReport run(Demo demo, DemoOptions options, Phases phases) throws InterruptedException {
        Optional<String> failure = Optional.empty();
        try {
            demo.run();
        } catch (DemoFailedException
                | SQLException
                | ConnectorFailedException
                | ConnectRestException
                | UncheckedIOException e) {
            failure = Optional.of(e.getMessage());
        }
        phases.end();
        return demo.results().report(options, phases, failure);
    }

    private DemoOptions options() {
        if (majors.size() != 2) {
            throw new ParameterException(
                    spec.commandLine(), "--postgres takes two majors, source and target, found " + majors);
        }
        try {
            return new DemoOptions(
                    new Scale(scale),
                    seed,
                    writesPerSecond,
                    Duration.ofSeconds(writeSeconds),
                    majors.get(0),
                    majors.get(1),
                    !noFaults,
                    Duration.ofSeconds(timeoutSeconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
