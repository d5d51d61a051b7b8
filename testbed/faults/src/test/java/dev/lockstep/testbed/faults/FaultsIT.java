/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user runs it, with one fault of each sort. {@code ./lockstep faults} plants them all. */
class FaultsIT {
    private static final Set<String> NAMES = Set.of(
            "lost-insert",
            "lost-update",
            "resurrected-delete",
            "rogue-row",
            "microseconds-lost",
            "negative-zero",
            "insert-refused");

    @TempDir
    private Path folder;

    @Test
    void everySortOfFaultGivesExactlyItsVerdict() throws IOException {
        Path json = folder.resolve("faults.json");

        int code = FaultsCli.execute("--only", String.join(",", NAMES), "--json", json.toString());

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.path("false_alarms")).isEmpty();
        assertThat(report.path("faults"))
                .hasSize(NAMES.size())
                .allSatisfy(fault -> assertThat(fault.path("outcome").asText())
                        .as(fault.toString())
                        .isIn("FOUND", "EQUAL"));
        assertThat(report.path("detectable").asInt()).isEqualTo(6);
        assertThat(code).isZero();
    }
}
