/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.cli.handover.Handovers;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep handover}. */
@Command(
        name = "handover",
        mixinStandardHelpOptions = true,
        description = {
            "Loads tables in bulk and goes over to change capture without a gap and without a lock.",
            "Interrupted, it goes on when it is run again with the same files."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the change stream runs", "3:something is in the way; the message says what to do"})
final class HandoverCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private SourceOptions source;

    @Option(names = "--connect", required = true, paramLabel = "URL", description = "REST address of a Connect worker.")
    private URI connect;

    @Option(
            names = "--bulk",
            required = true,
            paramLabel = "FILE",
            description = "Connector file of the bulk load; see config/source-chunked-jdbc.json.")
    private Path bulk;

    @Option(
            names = "--stream",
            required = true,
            paramLabel = "FILE",
            description = "Connector file of the change capture; see config/handover-*-stream.json.")
    private Path stream;

    @Option(
            names = "--timeout",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "How long to wait for transactions that are older than the position. Default: 300.")
    private long timeoutSeconds;

    HandoverCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Handovers.run(source.address(), connect, bulk, stream, Duration.ofSeconds(timeoutSeconds), out::println);
        return ExitCode.EQUAL;
    }
}
