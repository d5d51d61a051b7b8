/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.validator;

import dev.lockstep.testbed.stack.layout.Layout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the validator's own benchmark: {@code ./lockstep bench validator}. */
@Command(
        name = "validator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the validator by itself: how many versions and observed rows a second go through it,"
                + " what its state takes, and how long it takes to start again. See docs/benchmark.md.")
public final class ValidatorBenchCli implements Callable<Integer> {
    private static final int SLOWEST_KEYS_PER_SECOND = 2_000;
    private static final int START_SECONDS = 120;

    @Option(names = "--keys", defaultValue = "2000000", description = "keys of the table (default: ${DEFAULT-VALUE})")
    private long keys;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "partitions of the data topic (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--value-bytes",
            defaultValue = "200",
            description = "bytes of the value of a record (default: ${DEFAULT-VALUE})")
    private int valueBytes;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of the validator, to try things")
    private Map<String, String> settings = Map.of();

    @Option(names = "--validator-java", paramLabel = "FLAG", split = " ", description = "more flags of its JVM")
    private List<String> java = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "also writes everything measured to this file")
    private Path json;

    @Option(names = "--profile", paramLabel = "DIR", description = "a flight recording of the validator goes here")
    private Path profiles;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (keys < 1 || partitions < 1 || valueBytes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--keys and --partitions take at least 1, --value-bytes at least 0");
        }
        if (profiles != null) {
            Files.createDirectories(profiles);
        }
        Layout layout = Layout.find();
        Files.createDirectories(layout.stacks());
        Path folder = Files.createTempDirectory(layout.stacks(), "bench-validator-");
        ValidatorRun.Options options = new ValidatorRun.Options(
                keys,
                partitions,
                valueBytes,
                java,
                settings,
                Optional.ofNullable(profiles).map(Path::toAbsolutePath),
                Duration.ofSeconds(START_SECONDS + keys / SLOWEST_KEYS_PER_SECOND));
        try {
            Figures figures = new ValidatorRun(options, line -> out.println("· " + line), layout, folder).run();
            ValidatorReport report = new ValidatorReport(figures);
            if (json != null) {
                report.writeJson(json);
            }
            out.println();
            report.lines().forEach(out::println);
            return 0;
        } finally {
            removeData(folder);
        }
    }

    /** Logs stay. */
    private static void removeData(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isDirectory(file)
                        ? empty(file)
                        : !file.toString().endsWith(".log") || !file.getParent().equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }
}
