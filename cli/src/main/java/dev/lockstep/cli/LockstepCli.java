/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import dev.lockstep.cli.cluster.ConnectRestException;
import dev.lockstep.cli.cluster.ConnectorFailedException;
import dev.lockstep.cli.handover.HandoverException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.ConnectException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lockstep from the command line: compares and certifies databases, proposes policies, hands over from bulk load to change capture. */
@Command(name = "lockstep")
public final class LockstepCli {
    private LockstepCli() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int code = run(out, System.err, arguments);
        out.flush();
        System.exit(code);
    }

    /** Runs a command; never throws what a user can bring about. */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new LockstepCli())
                .addSubcommand(new CompareCommand(out, err))
                .addSubcommand(new CertifyCommand(out))
                .addSubcommand(new HandoverCommand(out))
                .addSubcommand(new CommandLine(new PolicyCommand()).addSubcommand(new SuggestCommand(out)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, words) -> {
                    err.println(failure.getMessage());
                    failure.getCommandLine().usage(err);
                    return ExitCode.ERROR;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err))
                .execute(arguments);
    }

    private static int failed(Exception failure, PrintStream err) throws Exception {
        if (failure instanceof ConnectException
                || failure instanceof IllegalArgumentException
                || failure instanceof HandoverException
                || failure instanceof ConnectRestException
                || failure instanceof ConnectorFailedException
                || failure instanceof UncheckedIOException) {
            err.println("lockstep: " + failure.getMessage());
            return ExitCode.ERROR;
        }
        if (failure instanceof IOException) {
            err.println("lockstep: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
            return ExitCode.ERROR;
        }
        throw failure;
    }
}
