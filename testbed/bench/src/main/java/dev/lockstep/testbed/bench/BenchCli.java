/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import dev.lockstep.testbed.bench.competitor.Entries;
import dev.lockstep.testbed.bench.competitor.Entry;
import dev.lockstep.testbed.bench.competitor.Format;
import dev.lockstep.testbed.bench.report.JsonReport;
import dev.lockstep.testbed.bench.report.Result;
import dev.lockstep.testbed.bench.report.TextReport;
import dev.lockstep.testbed.bench.table.Columns;
import dev.lockstep.testbed.bench.validator.ValidatorBenchCli;
import dev.lockstep.testbed.stack.layout.Layout;
import dev.lockstep.testbed.stack.layout.NotBuiltException;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the benchmark: {@code ./lockstep bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = ValidatorBenchCli.class,
        sortOptions = false,
        description = "Moves one table from PostgreSQL to PostgreSQL by several means, one after the other on this"
                + " machine, and says what each costs. See docs/benchmark.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every run came through, and the tables were equal after each",
            "1:a run failed, or has lost something it is not known to lose",
            "3:nothing could be run"
        })
public final class BenchCli implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int ERROR = 3;

    @Option(names = "--rows", defaultValue = "2000000", description = "rows of the table (default: ${DEFAULT-VALUE})")
    private long rows;

    @Option(
            names = "--columns",
            defaultValue = "mixed",
            description = "what a row holds: ten columns of mixed types, or a key and an integer; one of"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Columns columns;

    @Option(
            names = "--runs",
            defaultValue = "1",
            description = "runs of each; the one in the middle counts (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--warm-up",
            paramLabel = "ROWS",
            defaultValue = "0",
            description = "rows that each pair moves through the worker before it is measured; without, every run pays"
                    + " for a worker that has just started")
    private long warmUpRows;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "only these; see --list")
    private List<String> only = List.of();

    @Option(names = "--list", description = "lists the names and ends")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "also writes everything measured to this file")
    private Path json;

    @Option(
            names = "--converter",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "record formats to use where a pair can: ${COMPLETION-CANDIDATES}; without: the best known of each")
    private List<Format> formats = List.of();

    @Option(
            names = "--worker-heap",
            paramLabel = "SIZE",
            defaultValue = "640m",
            description = "greatest heap of the Connect worker (default: ${DEFAULT-VALUE})")
    private String workerHeap;

    @Option(
            names = "--worker-java",
            paramLabel = "FLAG",
            split = " ",
            defaultValue = "-XX:+UseParallelGC -XX:NewRatio=1",
            description = "more flags of the Connect worker's JVM (default: ${DEFAULT-VALUE})")
    private List<String> workerJava;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "partitions of the topic (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--peer-plugins",
            paramLabel = "DIR",
            description = "plugin folder with a JDBC connector pair that you have, to measure it too")
    private Path peerPlugins;

    @Option(names = "--competitor", paramLabel = "FILE", description = "one more pair, described by a JSON file")
    private List<Path> competitors = List.of();

    @Option(
            names = "--postgres",
            split = ",",
            paramLabel = "MAJOR",
            defaultValue = "14,18",
            description = "majors of source and target (default: ${DEFAULT-VALUE})")
    private List<Integer> majors;

    @Option(names = "--source-set", paramLabel = "KEY=VALUE", description = "a setting for every source connector")
    private Map<String, String> sourceSettings = Map.of();

    @Option(names = "--sink-set", paramLabel = "KEY=VALUE", description = "a setting for every sink connector")
    private Map<String, String> sinkSettings = Map.of();

    @Option(names = "--profile", paramLabel = "DIR", description = "flight recordings of the worker go here")
    private Path profiles;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Runs the benchmark and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs the benchmark and returns its exit code. */
    static int execute(String... arguments) {
        return new CommandLine(new BenchCli())
                .registerConverter(Format.class, BenchCli::format)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof StartFailedException
                            || failure instanceof NotBuiltException
                            || failure instanceof IllegalArgumentException
                            || failure instanceof IOException) {
                        command.getErr().println(failure.getMessage());
                        return ERROR;
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Entries entries = new Entries(competitors);
        if (list) {
            entries.all().forEach(entry -> out.printf("%-22s %s%n", entry.name(), entry.title()));
            return 0;
        }
        BenchOptions options = options();
        List<Entry> wanted = only.isEmpty() ? entries.all() : entries.named(only);
        Bench.Outcome outcome = new Bench(options, wanted, line -> out.println("· " + line)).run(Layout.find());
        if (json != null) {
            JsonReport.write(json, outcome.context(), outcome.results());
        }
        out.println();
        new TextReport(outcome.results()).lines().forEach(out::println);
        return outcome.results().stream().allMatch(Result::good) ? 0 : FAILED;
    }

    private BenchOptions options() throws IOException {
        if (majors.size() != 2 || rows < 1 || warmUpRows < 0 || runs < 1 || partitions < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--postgres takes two majors, source and target; --rows, --runs and --partitions at least 1, --warm-up"
                            + " none or more");
        }
        if (peerPlugins != null && !Files.isDirectory(peerPlugins)) {
            throw new ParameterException(spec.commandLine(), "--peer-plugins: no folder " + peerPlugins);
        }
        if (profiles != null) {
            Files.createDirectories(profiles);
        }
        return new BenchOptions(
                rows,
                warmUpRows,
                columns,
                runs,
                only,
                formats,
                workerHeap,
                workerJava,
                partitions,
                Optional.ofNullable(peerPlugins).map(Path::toAbsolutePath),
                competitors,
                majors.get(0),
                majors.get(1),
                sourceSettings,
                sinkSettings,
                Optional.ofNullable(profiles).map(Path::toAbsolutePath));
    }

    private static Format format(String word) {
        for (Format format : Format.values()) {
            if (format.toString().equals(word)) {
                return format;
            }
        }
        throw new CommandLine.TypeConversionException("'" + word + "' is none of " + List.of(Format.values()));
    }
}
