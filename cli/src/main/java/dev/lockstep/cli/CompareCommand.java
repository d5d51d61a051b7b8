/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.canonical.policy.Policy;
import dev.lockstep.cli.compare.Comparison;
import dev.lockstep.cli.compare.ComparisonSettings;
import dev.lockstep.cli.compare.Names;
import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.cli.compare.Report;
import dev.lockstep.cli.progress.ProgressPrinter;
import dev.lockstep.cli.progress.Terminal;
import dev.lockstep.cli.report.JsonReport;
import dev.lockstep.cli.report.TextReport;
import dev.lockstep.connect.jdbc.read.ReadableDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compares the tables of two databases row by row.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is equal",
            "1:something differs",
            "2:something could not be compared, whatever else was found",
            "3:the comparison failed"
        })
final class CompareCommand implements Callable<Integer> {
    private enum Format {
        TEXT,
        JSON
    }

    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private SourceOptions sourceOptions;

    @Mixin
    private TargetOptions targetOptions;

    @Option(
            names = "--tables",
            paramLabel = "a=b,c",
            description = "Tables of the source and what they are called at the target. Without: all, paired by name.")
    private String tables;

    @Option(
            names = "--without",
            paramLabel = "a,b",
            split = ",",
            description = "Tables that are not compared, such as the sink's lockstep_offsets. Not with --tables.")
    private Set<String> without = Set.of();

    @Option(
            names = "--columns",
            paramLabel = "a=b,t.c=d",
            description = "Columns that are called otherwise at the target, in every table or in table t.")
    private String columns;

    @Option(
            names = "--keys",
            paramLabel = "t=a+b",
            description = "Key columns of tables whose keys are missing or not the same on both sides.")
    private String keys;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Declared equivalences; see `lockstep policy suggest`.")
    private Path policy;

    @Option(names = "--format", defaultValue = "text", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--samples",
            defaultValue = "10",
            paramLabel = "N",
            description = "Keys shown for each kind of finding; JSON always has all but masked ones. Default: 10.")
    private int samples;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            description = "Parts of a table read at the same time on each side. Default: half the processors.")
    private Integer lanes;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description =
                    "Memory for rows before they go to temporary files. Default: an eighth of what Java may take.")
    private Integer memory;

    @Option(names = "--temp", paramLabel = "FOLDER", description = "Where temporary files go. Default: the system's.")
    private Path temporary;

    CompareCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ComparisonSettings settings = settings();
        Report report = format == Format.JSON ? new JsonReport(out, samples) : new TextReport(out, samples);
        try (ReadableDatabase source = sourceOptions.open();
                ReadableDatabase target = targetOptions.open();
                ProgressPrinter progress = new ProgressPrinter(err, Terminal.redraws())) {
            Outcome outcome = new Comparison(source, target, settings, report, progress::show).run();
            return ExitCode.of(outcome);
        }
    }

    private ComparisonSettings settings() throws IOException {
        if (tables != null && !without.isEmpty()) {
            throw new IllegalArgumentException("Give either --tables, for the only tables to compare, or --without");
        }
        Names names = new Names(
                tables == null ? Map.of() : Names.pairs(tables),
                columns == null ? Map.of() : Names.pairs(columns),
                keys == null ? Map.<String, List<String>>of() : Names.keys(keys),
                without);
        return new ComparisonSettings(
                names,
                policy == null ? Policy.EXACT : Policy.parse(Files.readString(policy)),
                lanes == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : lanes,
                memory == null ? ComparisonSettings.defaultMemoryBytes() : (long) memory << 20,
                temporary == null ? Path.of(System.getProperty("java.io.tmpdir")) : temporary);
    }
}
