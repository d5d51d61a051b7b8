/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user runs it, with few keys. */
class ValidatorBenchIT {
    private static final int KEYS = 5_000;

    @TempDir
    private Path folder;

    @Test
    void everyKeyIsVerifiedAndItsCostIsTold() throws Exception {
        Path json = folder.resolve("validator.json");
        assertThat(BenchCli.execute("validator", "--keys", Integer.toString(KEYS), "--json", json.toString()))
                .isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        for (String stage : new String[] {"versions", "observations"}) {
            assertThat(report.path(stage).path("records").asInt()).as(stage).isEqualTo(KEYS);
            assertThat(report.path(stage).path("recordsPerSecond").asInt())
                    .as(stage)
                    .isPositive();
            assertThat(report.path(stage)
                            .path("processes")
                            .path("validator")
                            .path("cpuSeconds")
                            .asDouble())
                    .as(stage)
                    .isPositive();
        }
        JsonNode bytes = report.path("bytesPerKey");
        assertThat(bytes.path("key").asDouble()).isBetween(4.0, 10.0);
        assertThat(bytes.path("disk").asDouble())
                .isGreaterThan(bytes.path("key").asDouble());
        assertThat(bytes.path("changelog").asDouble())
                .isGreaterThan(bytes.path("key").asDouble());
        assertThat(report.path("restoredSeconds").asDouble()).isPositive();
    }
}
