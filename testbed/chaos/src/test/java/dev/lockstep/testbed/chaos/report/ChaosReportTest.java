/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.chaos.harm.ChaosTables;
import dev.lockstep.testbed.chaos.harm.Harm;
import dev.lockstep.testbed.chaos.ledger.FalseVerdict;
import dev.lockstep.testbed.chaos.ledger.Ledger;
import dev.lockstep.testbed.faults.verdict.VerdictLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String LINE =
            "{\"table\":\"chaos.item\",\"key\":[7],\"verdict\":\"DIVERGENT\",\"kind\":\"MISSING\"}";

    private final Ledger ledger = new Ledger();

    @Test
    void isGoodWhenEverythingPlantedWasFoundAndNothingElse() {
        find();
        assertThat(report(List.of()).good()).isTrue();
        assertThat(report(List.of("the tables differ")).good()).isFalse();
    }

    @Test
    void isNotGoodWhenNothingWasPlantedOrSomethingWasNotFound() {
        assertThat(report(List.of()).good()).isFalse();
        find();
        ledger.plant(Harm.ROGUE_UPDATE, ChaosTables.ITEM, 8, NOON);
        assertThat(report(List.of()).good()).isFalse();
    }

    @Test
    void saysWhatIsFalseAndHowLongThingsTook() {
        find();
        ledger.struck("3s worker");
        ledger.add(VerdictLine.parse(LINE.replace("[7]", "[9]"), NOON), "other", LINE);

        ChaosReport report = report(List.of());
        assertThat(report.good()).isFalse();
        assertThat(TextReport.of(report))
                .contains("p50 4.0 s, p99 4.0 s, of 1")
                .contains("killed broker")
                .contains("nothing was planted there, after [3s worker]: " + LINE)
                .contains("NOT as it has to be");
        ObjectNode json = JsonReport.of(report);
        assertThat(json.path("false").get(0).path("line").asText()).isEqualTo(LINE);
        assertThat(json.path("planted").get(0).path("found_after_seconds").asDouble())
                .isEqualTo(4);
        assertThat(json.path("good").asBoolean()).isFalse();
    }

    @Test
    void percentilesAreThoseOfTheNearestRank() {
        List<Duration> times = List.of(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(Percentile.of(times, 50)).hasValue(2);
        assertThat(Percentile.of(times, 99)).hasValue(3);
        assertThat(Percentile.of(List.of(), 50)).isEmpty();
    }

    private void find() {
        ledger.plant(Harm.ROGUE_DELETE, ChaosTables.ITEM, 7, NOON);
        ledger.add(VerdictLine.parse(LINE, NOON.plusSeconds(4)), "one", LINE);
    }

    private ChaosReport report(List<String> problems) {
        List<FalseVerdict> lies = ledger.lies();
        return new ChaosReport(
                Map.of("seed", "7"),
                Map.of("broker", 2),
                100,
                ledger.all(),
                lies,
                List.of(Duration.ofSeconds(9)),
                problems);
    }
}
