/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.testbed.faults.corpus.Corpus;
import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.View;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Result FOUND = result("rogue-delete", Outcome.FOUND, 1.5);
    private static final Result SLOW = result("rogue-row", Outcome.FOUND, 4);
    private static final Result MISSED = result("text-truncated", Outcome.MISSED, -1);
    private static final Result EQUAL = result("negative-zero", Outcome.EQUAL, -1);

    @Test
    void oneMissedFaultOrOneFalseAlarmIsNotAsExpected() {
        assertThat(report(List.of(), FOUND, EQUAL).allAsExpected()).isTrue();
        assertThat(report(List.of(), FOUND, MISSED).allAsExpected()).isFalse();
        assertThat(report(List.of("faults.item [9] STALE"), FOUND).allAsExpected())
                .isFalse();
        assertThat(report(List.of()).allAsExpected()).isFalse();
    }

    @Test
    void killRateCountsOnlyWhatCanBeSeen() {
        Report report = report(List.of(), FOUND, SLOW, MISSED, EQUAL);

        assertThat(MarkdownReport.summary(report))
                .startsWith("2 of 3 faults that can be seen were found (66.7 %), p50 1.5 s, p99 4.0 s,"
                        + " after the mover's commit p50 0.8 s, p99 2.0 s; 3 of 4");
    }

    @Test
    void whatWasNotMeasuredIsNotPrinted() {
        assertThat(MarkdownReport.summary(report(List.of(), MISSED)))
                .startsWith("0 of 1 faults that can be seen were found (0.0 %); 0 of 1");
    }

    @Test
    void tableHasALineForEveryFault() {
        String text = MarkdownReport.of(report(List.of("faults.item [9] STALE"), FOUND, MISSED, EQUAL));

        assertThat(text)
                .contains("| `rogue-delete` | somebody deleted a row | MISSING | found | 1.5 | 0.8 |")
                .contains("| expected [DIFFERENT] | MISSED |")
                .contains("none: both are zero")
                .contains("false alarm: faults.item [9] STALE");
    }

    @Test
    void jsonHasEveryResult() {
        ObjectNode json = JsonReport.of(report(List.of(), FOUND, MISSED));

        assertThat(json.get("found").asLong()).isEqualTo(1);
        assertThat(json.at("/faults/0/seconds").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/faults/0/mover_seconds").asDouble()).isEqualTo(0.75);
        assertThat(json.at("/faults/1/outcome").asText()).isEqualTo("MISSED");
        assertThat(json.at("/faults/1").has("seconds")).isFalse();
    }

    private static Report report(List<String> alarms, Result... results) {
        return new Report(Map.of("target", "seen"), List.of(results), alarms);
    }

    private static Result result(String name, Outcome outcome, double seconds) {
        Fault fault = Corpus.named(Set.of(name)).get(0);
        return new Result(
                fault,
                fault.expected().get(View.SCANNED),
                outcome,
                outcome == Outcome.FOUND ? List.of("MISSING") : List.of(),
                seconds < 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds),
                seconds < 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / 2),
                OptionalDouble.empty());
    }
}
