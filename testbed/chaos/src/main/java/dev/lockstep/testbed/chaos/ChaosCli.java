/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.testbed.chaos.report.ChaosReport;
import dev.lockstep.testbed.chaos.report.JsonReport;
import dev.lockstep.testbed.chaos.report.TextReport;
import dev.lockstep.testbed.chaos.schedule.Victim;
import dev.lockstep.testbed.stack.Stack;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.layout.NotBuiltException;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of chaos: {@code ./lockstep chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Kills the parts of a running migration in turn and at random, plants faults meanwhile, and says"
                + " whether every verdict was right. See docs/chaos.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no false verdict, every fault found, the tables equal and certified",
            "1:not so",
            "3:the run could not be made"
        })
public final class ChaosCli implements Callable<Integer> {
    private static final int WRONG = 1;
    private static final int FAILED = 3;
    private static final double SECONDS = 60;
    private static final int SEEDS = 1_000_000;

    @Option(
            names = "--minutes",
            paramLabel = "MINUTES",
            defaultValue = "20",
            description = "how long parts are killed (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(
            names = "--writes-per-second",
            paramLabel = "ROWS",
            defaultValue = "500",
            description = "row changes in the source meanwhile (default: ${DEFAULT-VALUE})")
    private int writesPerSecond;

    @Option(names = "--seed", description = "chooses what is killed, written and harmed (default: by chance, printed)")
    private Long seed;

    @Option(
            names = "--kills",
            split = ",",
            paramLabel = "PART",
            defaultValue = "broker,worker,validator,observer,sink,target",
            description = "what may be killed (default: ${DEFAULT-VALUE})")
    private List<String> kills;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "how long everything runs between two kills, on average (default: ${DEFAULT-VALUE})")
    private double intervalSeconds;

    @Option(
            names = "--postgres",
            split = ",",
            paramLabel = "MAJOR",
            defaultValue = "14,17",
            description = "majors of source and target (default: ${DEFAULT-VALUE})")
    private List<Integer> majors;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the whole report to a file")
    private Path json;

    @Option(names = "--keep", description = "lets everything run on at the end, until you press Ctrl-C")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    /** Runs it and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new ChaosCli()).execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ChaosOptions options = options();
        try {
            return run(options, out).good() ? 0 : WRONG;
        } catch (StartFailedException
                | NotBuiltException
                | ChaosFailedException
                | ConnectorFailedException
                | ConnectRestException
                | UncheckedIOException
                | SQLException e) {
            spec.commandLine().getErr().println("lockstep: " + e.getMessage());
            return FAILED;
        }
    }

    private ChaosReport run(ChaosOptions options, PrintStream out)
            throws IOException, SQLException, InterruptedException {
        Layout layout = Layout.find();
        out.println("seed " + options.seed() + "; starting PostgreSQL " + options.sourceMajor() + " and "
                + options.targetMajor() + ", Kafka and a Connect worker");
        try (Stack stack = Stack.builder()
                .layout(layout)
                .postgres(options.sourceMajor(), options.targetMajor())
                .fsync(true)
                .start()) {
            out.println("logs: " + stack.logs());
            ChaosReport report = new ChaosRun(options, stack, layout, out::println).run();
            out.println();
            out.println(TextReport.of(report));
            if (json != null) {
                JsonReport.write(report, json);
            }
            if (keep) {
                out.println("broker " + stack.bootstrapServers() + ", worker "
                        + stack.connect().address() + ", source " + stack.source() + ", target " + stack.target()
                        + "; Ctrl-C ends it");
                Thread.sleep(Long.MAX_VALUE);
            }
            return report;
        }
    }

    private ChaosOptions options() {
        if (majors.size() != 2) {
            throw new ParameterException(
                    spec.commandLine(), "--postgres takes two majors, source and target, found " + majors);
        }
        try {
            return new ChaosOptions(
                    Duration.ofSeconds(Math.round(minutes * SECONDS)),
                    writesPerSecond,
                    seed == null ? new SecureRandom().nextInt(SEEDS) : seed,
                    kills.stream().map(Victim::named).collect(Collectors.toSet()),
                    Duration.ofMillis(Math.round(intervalSeconds * 1000)),
                    majors.get(0),
                    majors.get(1));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
