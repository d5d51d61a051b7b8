/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lockstep.cli.engine.Spill;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSpillTest {
    private static final byte[] ROWS = new byte[1_000];

    @TempDir
    private Path parent;

    @ParameterizedTest
    @CsvSource({"INT, 2", "TERM, 15"})
    void aSignalLeavesNoFileBehindWhileRowsKeepComing(String signal, int number)
            throws IOException, InterruptedException {
        assumeFalse(ignored(number), "children of this JVM ignore the signal, as jobs in the background do");
        Process comparison = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessSpill.class.getName(),
                        parent.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = comparison.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("spilled");
            assertThat(entries()).hasSize(1);
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(comparison.pid())).start();
            assertThat(kill.waitFor()).isZero();
            assertThat(comparison.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(entries()).isEmpty();
        } finally {
            comparison.destroyForcibly();
        }
    }

    @Test
    void closingRemovesTheFolderAndTakesNothingMore() throws IOException {
        FileSpill spill = FileSpill.in(parent);
        Spill.Place place = spill.open();
        place.append(ROWS, ROWS.length);
        spill.close();
        spill.close();
        assertThat(entries()).isEmpty();
        assertThatThrownBy(() -> place.append(ROWS, ROWS.length)).isInstanceOf(IOException.class);
        assertThat(entries()).isEmpty();
    }

    private static boolean ignored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1;
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.toList();
        }
    }

    /** A comparison that never comes to its end. */
    static final class EndlessSpill {
        private EndlessSpill() {}

        public static void main(String[] arguments) throws IOException {
            FileSpill spill = FileSpill.in(Path.of(arguments[0]));
            spill.open().append(ROWS, ROWS.length);
            System.out.println("spilled");
            while (true) {
                spill.open().append(ROWS, ROWS.length);
            }
        }
    }
}
