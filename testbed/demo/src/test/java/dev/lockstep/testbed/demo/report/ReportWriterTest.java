/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    private static final DemoReport REPORT = new DemoReport(
            "FAILED: gave up",
            false,
            Map.of("source", "PostgreSQL 14"),
            Map.of("scale", "0.01"),
            Map.of("move the snapshot", 12.5),
            new DemoReport.Rates(86_805, 6_944.4, 87_000, 1_000),
            new DemoReport.Writer(10, 30, 20, 5),
            List.of(new DemoReport.Table("orders", 15_000, 15_000, "0a")),
            List.of(
                    new DemoReport.Harmed("one row deleted", "lineitem", "[1,2]", "MISSING", List.of("l_tax"), 4.25),
                    new DemoReport.Harmed("not found", "orders", "[7]", "UNEXPECTED", List.of(), null)),
            List.of("STALE customer [3]"));

    @Test
    void showsPeopleWhatWasFoundAndWhatWasNot() {
        assertThat(ReportWriter.markdown(REPORT))
                .startsWith("# Lockstep demo\n\n**FAILED: gave up**\n")
                .contains("| move the snapshot | 12.5 |")
                .contains("Snapshot: 86,805 rows at 6,944 rows/s.")
                .contains("10 transactions meanwhile: 30 rows inserted, 20 updated, 5 deleted.")
                .contains("| orders | 15,000 | 15,000 | `0a` |")
                .contains("| one row deleted | lineitem | `[1,2]` | MISSING | l_tax | 4.3 s |")
                .contains("| not found | orders | `[7]` | UNEXPECTED |  | **not found** |")
                .contains("False alarm: STALE customer [3]");
    }

    @Test
    void givesProgramsTheSameAsJson(@TempDir Path folder) throws IOException {
        ReportWriter.write(REPORT, folder.resolve("demo"));
        JsonNode json = new ObjectMapper().readTree(Files.readString(folder.resolve("demo/report.json")));
        assertThat(json.get("success").booleanValue()).isFalse();
        assertThat(json.get("seconds").get("move the snapshot").doubleValue()).isEqualTo(12.5);
        assertThat(json.get("harms").get(0).get("secondsToDetection").doubleValue())
                .isEqualTo(4.25);
        assertThat(json.get("harms").get(1).get("secondsToDetection").isNull()).isTrue();
        assertThat(folder.resolve("demo/report.md")).content().isEqualTo(ReportWriter.markdown(REPORT));
    }
}
