/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCliTest {
    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scale=0.012|a multiple of 0.01",
                "--scale=much|--scale",
                "--writes-per-second=5|between 10 and 5000",
                "--write-seconds=1|at least 5",
                "--timeout=0|must be positive",
                "--postgres=14|two majors",
                "--fast|Unknown option"
            })
    void refusesWhatItCannotDoBeforeAnythingStarts(String argument, String why) {
        assertThat(run(argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(why);
    }

    @Test
    void explainsEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(output.toString())
                .contains(
                        "--scale",
                        "--seed",
                        "--writes-per-second",
                        "--write-seconds",
                        "--postgres",
                        "--keep",
                        "--no-faults",
                        "--plain",
                        "--timeout");
    }

    private int run(String... arguments) {
        return new CommandLine(new DemoCli())
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(output))
                .execute(arguments);
    }
}
