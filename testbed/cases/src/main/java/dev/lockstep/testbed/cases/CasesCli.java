/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.testbed.stack.layout.NotBuiltException;
import dev.lockstep.testbed.stack.process.StartFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lockstep compare --cases}: runs a folder of cases on servers of its own. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Runs the compare cases of a folder. Ends with 0 only if every verdict agrees.")
public final class CasesCli implements Callable<Integer> {
    private static final int DISAGREE = 1;
    private static final int ERROR = 3;

    @Option(names = "--cases", required = true, paramLabel = "DIR", description = "Folder with index.jsonl.")
    private Path cases;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the JSON report goes.")
    private Path report;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only cases whose id contains this.")
    private String only;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Runs the cases and ends the JVM. */
    public static void main(String[] arguments) {
        // The launcher passes the arguments of `compare` on as they are.
        System.exit(new CommandLine(new CasesCli())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof StartFailedException
                            || failure instanceof NotBuiltException
                            || failure instanceof IOException) {
                        command.getErr().println(failure.getMessage());
                        return ERROR;
                    }
                    throw failure;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lockstep-cases-");
        List<CaseResult> results = new ArrayList<>();
        try (CaseServers servers = new CaseServers(folder)) {
            CaseRunner runner = new CaseRunner(servers, folder);
            for (CompareCase wanted : CompareCase.in(cases)) {
                if (wanted.id().contains(only)) {
                    CaseResult result = run(runner, wanted);
                    results.add(result);
                    out.println((result.agree() ? "agrees     " : "DISAGREES  ") + wanted.id());
                }
            }
        } finally {
            delete(folder);
        }
        CasesReport summary = CasesReport.of(results);
        if (report != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(report.toFile(), summary);
        }
        out.println(summary.line());
        return summary.cases() > 0 && summary.agree() == summary.cases() ? 0 : DISAGREE;
    }

    private static CaseResult run(CaseRunner runner, CompareCase wanted) throws IOException, InterruptedException {
        try {
            return CaseResult.of(wanted, runner.run(wanted));
        } catch (SQLException | ConnectException e) {
            return CaseResult.failed(wanted, String.valueOf(e.getMessage()));
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
