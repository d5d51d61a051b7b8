/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user runs it, for a short time. */
class ChaosIT {
    @TempDir
    private Path folder;

    @Test
    void everyVerdictIsRightThoughPartsAreKilled() throws IOException {
        Path json = folder.resolve("chaos.json");

        int code = ChaosCli.execute(
                "--minutes",
                "0.35",
                "--interval",
                "3",
                "--seed",
                "1",
                "--kills",
                "sink,target,validator",
                "--writes-per-second",
                "100",
                "--json",
                json.toString());

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.path("false")).as(report.toPrettyString()).isEmpty();
        assertThat(report.path("problems")).as(report.toPrettyString()).isEmpty();
        assertThat(report.path("kills")).isNotEmpty();
        assertThat(report.path("found").asInt())
                .isPositive()
                .isEqualTo(report.path("expected").asInt());
        assertThat(code).isZero();
    }
}
