/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user runs it, with few rows and without the slow competitors. */
class BenchIT {
    private static final int ROWS = 20_000;
    private static final List<String> NAMES = List.of("copy-text", "copy-binary", "debezium-bulk");

    @TempDir
    static Path folder;

    private static int exitCode;
    private static JsonNode report;

    @BeforeAll
    static void runOnce() throws Exception {
        Path json = folder.resolve("bench.json");
        exitCode = BenchCli.execute(
                "--rows", Integer.toString(ROWS), "--only", String.join(",", NAMES), "--json", json.toString());
        report = new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void everyCompetitorMovesEveryRowAndTheTablesAreEqual() {
        assertThat(exitCode).isZero();
        assertThat(report.path("results")).hasSize(NAMES.size());
        for (JsonNode result : report.path("results")) {
            JsonNode run = result.path("runs").path(0);
            assertThat(NAMES).contains(result.path("name").asText());
            assertThat(run.path("rows").asInt())
                    .as(result.path("name").asText())
                    .isEqualTo(ROWS);
            assertThat(run.path("tables").path("outcome").asText()).isEqualTo("EQUAL");
            assertThat(run.path("tables").path("rows").asInt()).isEqualTo(ROWS);
            assertThat(run.path("seconds").asDouble()).isPositive();
        }
    }

    @Test
    void eachProcessHasItsCpuAndMemory() {
        for (JsonNode result : report.path("results")) {
            JsonNode processes = result.path("runs").path(0).path("processes");
            boolean kafka = result.path("name").asText().equals("debezium-bulk");
            assertThat(processes.properties()).hasSize(kafka ? 4 : 3);
            processes.forEach(
                    usage -> assertThat(usage.path("peakBytes").asLong()).isGreaterThan(1 << 20));
            String mover = kafka ? "worker" : "copier";
            assertThat(processes.path(mover).path("cpuSeconds").asDouble()).isPositive();
        }
    }

    @Test
    void theReportSaysWhatItWasMeasuredOn() {
        assertThat(report.path("machine").path("cores").asInt()).isPositive();
        assertThat(report.path("versions").path("source").asText()).startsWith("PostgreSQL 14");
        assertThat(report.path("versions").path("target").asText()).startsWith("PostgreSQL 18");
        assertThat(report.path("versions").path("target fsync").asText()).isEqualTo("on");
        assertThat(report.path("table").path("bytesPerRow").asDouble()).isBetween(200.0, 260.0);
    }
}
