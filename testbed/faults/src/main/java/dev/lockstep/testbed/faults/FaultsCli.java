/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.testbed.faults.corpus.Corpus;
import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.MoverKind;
import dev.lockstep.testbed.faults.mover.DebeziumMover;
import dev.lockstep.testbed.faults.mover.LockstepMover;
import dev.lockstep.testbed.faults.mover.Mover;
import dev.lockstep.testbed.faults.observe.AuditedSource;
import dev.lockstep.testbed.faults.observe.CapturedTarget;
import dev.lockstep.testbed.faults.observe.Judging;
import dev.lockstep.testbed.faults.observe.Observation;
import dev.lockstep.testbed.faults.observe.ObservedTarget;
import dev.lockstep.testbed.faults.report.JsonReport;
import dev.lockstep.testbed.faults.report.MarkdownReport;
import dev.lockstep.testbed.faults.report.Report;
import dev.lockstep.testbed.stack.Stack;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the fault corpus: {@code ./lockstep faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Plants every known fault of a migration in a running one, and says which were found, as what, and"
                        + " how soon. See docs/faults.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every fault gave exactly its verdicts, and no other verdict came",
            "1:a fault was missed or taken for another, or there was a false alarm",
            "3:the run failed"
        })
public final class FaultsCli implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int FAILED = 3;

    @Option(
            names = "--postgres",
            split = ",",
            paramLabel = "MAJOR",
            defaultValue = "14,17",
            description = "majors of source and target (default: ${DEFAULT-VALUE})")
    private List<Integer> majors;

    @Option(
            names = "--mover",
            defaultValue = "lockstep",
            description = "what writes the target: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private MoverKind moverKind;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "these faults only")
    private Set<String> only = Set.of();

    @Option(names = "--list", description = "shows the names of all faults")
    private boolean list;

    @Option(
            names = "--writes-per-second",
            paramLabel = "ROWS",
            defaultValue = "50",
            description = "row changes in the source meanwhile (default: ${DEFAULT-VALUE})")
    private int writesPerSecond;

    @Option(
            names = "--before",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "how long these go on before the first fault (default: ${DEFAULT-VALUE})")
    private int beforeSeconds;

    @Option(
            names = "--together",
            paramLabel = "N",
            defaultValue = "12",
            description = "faults planted before their verdicts are waited for (default: ${DEFAULT-VALUE})")
    private int together;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "a fault is missed after this long (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(names = "--scan", description = "an observer of the target reads whole tables (default, with --follow)")
    private boolean scan;

    @Option(
            names = "--follow",
            description = "an observer reads the rows whose keys come by in the data topics (default, with --scan)")
    private boolean follow;

    @Option(names = "--captured", description = "change capture of the target instead of an observer")
    private boolean captured;

    @Option(
            names = "--audit",
            description = "an observer reads the source, to judge its capture; plants only what a capture does")
    private boolean audit;

    @Option(
            names = "--settle-ms",
            paramLabel = "N",
            description = "with --captured: rounds wait so long for the capture, and write no marker")
    private Integer settleMs;

    @Option(names = "--json", paramLabel = "FILE", description = "writes every result to a file")
    private Path json;

    @Spec
    private CommandSpec spec;

    /** Runs the corpus and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new FaultsCli())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (list) {
            Corpus.faults().forEach(fault -> out.println(fault.name() + ": " + fault.description()));
            return 0;
        }
        FaultsOptions options = options();
        try {
            Report report = run(options, out);
            out.println();
            out.println(MarkdownReport.of(report));
            if (json != null) {
                JsonReport.write(report, json);
            }
            return report.allAsExpected() ? 0 : DIFFERENT;
        } catch (StartFailedException
                | NotBuiltException
                | FaultsFailedException
                | ConnectorFailedException
                | ConnectRestException
                | UncheckedIOException
                | SQLException e) {
            spec.commandLine().getErr().println("lockstep: " + e.getMessage());
            return FAILED;
        }
    }

    private Report run(FaultsOptions options, PrintStream out) throws SQLException, InterruptedException {
        Layout layout = Layout.find();
        Mover mover = switch (moverKind) {
            case LOCKSTEP -> new LockstepMover();
            case DEBEZIUM -> new DebeziumMover();
        };
        List<Path> plugins = new ArrayList<>(layout.plugins());
        plugins.addAll(mover.plugins(layout));
        out.println("starting PostgreSQL " + options.sourceMajor() + " and " + options.targetMajor()
                + ", Kafka and a Connect worker");
        try (Stack stack = Stack.builder()
                .layout(layout)
                .plugins(plugins)
                .postgres(options.sourceMajor(), options.targetMajor())
                .start()) {
            return new FaultsRun(options, stack, mover, observation(stack, mover), layout, out::println).run();
        }
    }

    /** Unless asked for, the observer is used where there is one. */
    private Observation observation(Stack stack, Mover mover) {
        if (audit) {
            return new AuditedSource(Migration.OBSERVATIONS, "connect-" + stack.id() + "-offsets");
        }
        boolean asked = scan || follow;
        boolean there = stack.connect().plugins().stream()
                .anyMatch(plugin -> plugin.className().equals(ObservedTarget.CONNECTOR));
        if (captured || (!asked && !there)) {
            return new CapturedTarget(
                    settleMs == null
                            ? new Judging.Marking(
                                    stack.target(), stack.connect().address().toString())
                            : new Judging.Settling(settleMs));
        }
        return new ObservedTarget(
                scan || !asked, follow || !asked, mover.observerSettings(), Migration.TOPICS, Migration.OBSERVATIONS);
    }

    private FaultsOptions options() {
        boolean targetIsRead = scan || follow;
        if ((captured && targetIsRead) || (audit && (captured || targetIsRead))) {
            throw new ParameterException(
                    spec.commandLine(), "--captured and --audit go with no other way to look, nor with one another");
        }
        if (majors.size() != 2) {
            throw new ParameterException(
                    spec.commandLine(), "--postgres takes two majors, source and target, found " + majors);
        }
        try {
            List<Fault> faults = audit ? Corpus.ofTheCapture(only) : Corpus.named(only);
            return new FaultsOptions(
                    faults,
                    majors.get(0),
                    majors.get(1),
                    writesPerSecond,
                    Duration.ofSeconds(beforeSeconds),
                    together,
                    Duration.ofSeconds(timeoutSeconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
