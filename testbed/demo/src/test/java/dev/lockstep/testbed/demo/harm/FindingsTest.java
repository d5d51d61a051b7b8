/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.harm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Finding MISSING = new Finding("lineitem", "[1,2]", Divergence.MISSING);
    private static final Finding ONE = new Finding("partsupp", "[1,2]", Divergence.DIFFERENT);
    private static final Finding OTHER = new Finding("partsupp", "[2,3]", Divergence.DIFFERENT);

    private final Findings findings = new Findings();

    @Test
    void expectsOneFindingPerHarmedRow() {
        plantBoth();
        assertThat(findings.undetected()).containsExactly(MISSING, ONE, OTHER);

        findings.reported(OTHER, NOON.plusSeconds(4), List.of());

        assertThat(findings.undetected()).containsExactly(MISSING, ONE);
        assertThat(findings.detections())
                .singleElement()
                .satisfies(detection -> assertThat(detection.after()).isEqualTo(Duration.ofSeconds(4)));
        assertThat(findings.falseAlarms()).isEmpty();
    }

    @Test
    void countsTheFirstReportOfARowOnly() {
        plantBoth();
        findings.reported(MISSING, NOON.plusSeconds(2), List.of());
        findings.reported(MISSING, NOON.plusSeconds(9), List.of());
        assertThat(findings.detections()).extracting(Findings.Detection::after).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void takesAnotherKindThanExpectedForAFalseAlarm() {
        plantBoth();
        Finding wrong = new Finding("lineitem", "[1,2]", Divergence.DIFFERENT);
        findings.reported(wrong, NOON.plusSeconds(2), List.of());
        assertThat(findings.falseAlarms()).containsExactly(wrong);
        assertThat(findings.undetected()).contains(MISSING);
    }

    @Test
    void takesAReportBeforeTheHarmForAFalseAlarm() {
        findings.reported(MISSING, NOON.minusSeconds(1), List.of());
        plantBoth();
        assertThat(findings.falseAlarms()).containsExactly(MISSING);
        assertThat(findings.undetected()).contains(MISSING);
    }

    @Test
    void takesEveryReportForAFalseAlarmWhenNothingWasPlanted() {
        findings.reported(ONE, NOON, List.of());
        assertThat(findings.falseAlarms()).containsExactly(ONE);
    }

    private void plantBoth() {
        findings.planted(List.of(
                new Harm("one row deleted", NOON, List.of(MISSING)),
                new Harm("two rows' values swapped", NOON, List.of(ONE, OTHER))));
    }
}
