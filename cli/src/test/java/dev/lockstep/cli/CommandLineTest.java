/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final String URL = "jdbc:postgresql://127.0.0.1:1/nothing";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void endsWith3AndSaysWhyWhenADatabaseDoesNotAnswer() {
        assertThat(run("compare", "--source", URL, "--target", URL)).isEqualTo(3);
        assertThat(errors()).startsWith("lockstep: ").doesNotContain("\tat ");
    }

    @Test
    void endsWith3WhenAnArgumentIsMissingOrUnknown() {
        assertThat(run("compare", "--source", URL)).isEqualTo(3);
        assertThat(errors()).contains("--target").contains("Usage: lockstep compare");
        assertThat(run("compare", "--source", URL, "--target", URL, "--bogus")).isEqualTo(3);
    }

    @Test
    void endsWith3AndNamesTheLineOfAPolicyThatIsNone() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy"), "table t\n  c: frobnicate\n");
        assertThat(run("compare", "--source", URL, "--target", URL, "--policy", policy.toString()))
                .isEqualTo(3);
        assertThat(errors()).contains("Policy line 2").contains("frobnicate");
    }

    @Test
    void endsWith3WhenNamesDoNotPair() {
        assertThat(run("compare", "--source", URL, "--target", URL, "--tables", "a=b=c"))
                .isEqualTo(3);
        assertThat(errors()).contains("a=b=c");
    }

    @Test
    void namesItsExitCodesInItsHelp() {
        assertThat(run("compare", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Exit codes:").contains("could not be compared");
    }

    private int run(String... arguments) {
        err.reset();
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return LockstepCli.run(output, errors, arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
