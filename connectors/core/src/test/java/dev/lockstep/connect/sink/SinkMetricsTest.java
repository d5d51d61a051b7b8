/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
    @Test
    void documentsEveryMetric() throws IOException {
        String document = Files.readString(Path.of("..", "..", "docs", "sink.md"));
        List<String> rows = document.substring(document.indexOf("## Metrics"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(new SinkMetrics()
                        .gauges().stream()
                                .map(gauge -> "| `" + gauge.name() + "` | " + gauge.description() + " |")
                                .toList());
    }

    @Test
    void tellsTheAverageTheLastAndTheLongest() {
        SinkMetrics metrics = new SinkMetrics();
        metrics.flushed(10, 1_000, 1, Duration.ofMillis(30));
        metrics.flushed(4, 400, 0, Duration.ofMillis(20));
        assertThat(metrics.gauges())
                .extracting(gauge -> gauge.name() + "=" + gauge.value().getAsLong())
                .contains(
                        "records-total=14",
                        "bytes-total=1400",
                        "flushes-total=2",
                        "batch-size-last=4",
                        "batch-size-avg=7",
                        "flush-time-total-ms=50",
                        "flush-time-last-ms=20",
                        "flush-time-max-ms=30",
                        "dead-letters-total=1");
    }
}
