/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        JsonNode report = run(String.join(",", NAMES));

        assertThat(report.path("false_alarms")).isEmpty();
        assertThat(report.path("faults"))
                .hasSize(NAMES.size())
                .allSatisfy(fault -> assertThat(fault.path("outcome").asText())
                        .as(fault.toString())
                        .isIn("FOUND", "EQUAL"));
        assertThat(report.path("detectable").asInt()).isEqualTo(6);
    }

    /** Rounds that ask: nothing but the target's topics and a marker tells what the target holds. */
    @Test
    void captureOfTheTargetAloneShowsThemToo() throws IOException {
        JsonNode report = run("update-swallowed,rogue-delete", "--captured");

        assertThat(report.path("found").asInt()).isEqualTo(2);
    }

    private JsonNode run(String names, String... more) throws IOException {
        Path json = folder.resolve("faults.json");
        List<String> arguments = new ArrayList<>(List.of("--only", names, "--before", "1", "--json", json.toString()));
        arguments.addAll(List.of(more));

        assertThat(FaultsCli.execute(arguments.toArray(String[]::new))).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }
}
