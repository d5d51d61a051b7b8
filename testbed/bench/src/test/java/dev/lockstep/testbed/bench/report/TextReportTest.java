/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.compare.Outcome;
import dev.lockstep.testbed.bench.competitor.Entries;
import dev.lockstep.testbed.bench.competitor.Entry;
import dev.lockstep.testbed.bench.measure.Usage;
import dev.lockstep.testbed.bench.table.Equality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final Entries ENTRIES = new Entries(List.of());

    @Test
    void theRunInTheMiddleCountsAndTheRatioIsToTheSamePartOfDebezium() {
        List<String> lines = new TextReport(List.of(
                        result("debezium", "", run(100), run(500), run(200)),
                        result("debezium-sink", "", run(400)),
                        result("ours-sink", "", run(100))))
                .lines();

        // 1000 rows in 100, 500 and 200 seconds.
        assertThat(line(lines, "debezium")).containsPattern("debezium +\\| +5 \\| +10 2 5 \\| +200.0 \\|");
        assertThat(line(lines, "ours-sink")).contains("4.0");
    }

    @Test
    void aFailedRunIsShownWithItsReasonAndIsNotGood() {
        Result failed = result("debezium", "", Run.failed("the sink gave up", 0.5));

        List<String> lines = new TextReport(List.of(failed)).lines();

        assertThat(failed.good()).isFalse();
        assertThat(line(lines, "debezium")).contains("failed");
        assertThat(lines).contains("debezium failed: the sink gave up");
    }

    @Test
    void differentTablesAreNotGoodUnlessTheLossIsDeclared() {
        Run different = run(10, new Equality(Outcome.DIFFERENT, 1000, "1000 DIFFERENT; columns created"));

        assertThat(result("peer-tuned", "", different).good()).isFalse();
        assertThat(result("peer-default", "milliseconds", different).good()).isTrue();
        assertThat(new TextReport(List.of(result("peer-tuned", "", different))).lines())
                .contains("peer-tuned: 1000 DIFFERENT; columns created");
    }

    private static String line(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith("| " + name + " "))
                .findFirst()
                .orElseThrow();
    }

    private static Result result(String name, String lossy, Run... runs) {
        Entry entry = ENTRIES.named(List.of(name)).get(0);
        return new Result(entry, lossy, Stream.of(runs).toList());
    }

    private static Run run(double seconds) {
        return run(seconds, new Equality(Outcome.EQUAL, 1000, ""));
    }

    private static Run run(double seconds, Equality equality) {
        return new Run(
                Optional.empty(),
                Optional.of("json"),
                1000,
                seconds,
                OptionalDouble.empty(),
                Map.of("worker", new Usage(1, 1 << 20)),
                0,
                0,
                1 << 20,
                Optional.of(equality));
    }
}
