/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.demo.DemoCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The first command of the README, on a stack of its own. */
class DemoIT {
    @Test
    void demoVerifiesEveryRowAndReportsExactlyThePlantedHarms() throws IOException {
        int exitCode = new CommandLine(new DemoCli()).execute("--plain", "--write-seconds", "8", "--postgres", "13,18");

        assertThat(exitCode).isZero();
        assertThat(Files.readString(Path.of(System.getProperty("lockstep.root"), "target/demo/report.md")))
                .contains("exactly the planted harms were reported");
    }
}
