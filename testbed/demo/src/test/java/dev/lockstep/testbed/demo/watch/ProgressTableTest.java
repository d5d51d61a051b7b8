/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTableTest {
    private static final Progress.Line ORDERS = new Progress.Line(
            "orders", 12_345, 1_500_000, 9_120.4, Optional.of(Duration.ofSeconds(163)), 12_000, 345, 0, 0);
    private static final Progress PROGRESS = new Progress(List.of(ORDERS), ORDERS);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void fitsEightyColumns() {
        List<String> lines = ProgressTable.table("moving", Duration.ofSeconds(12), PROGRESS);
        assertThat(lines)
                .containsExactly(
                        "  12s  moving",
                        " table          moved         of   rows/s    ETA   verified  pending divergent",
                        " orders        12,345  1,500,000    9,120     2m     12,000      345         0",
                        " orders        12,345  1,500,000    9,120     2m     12,000      345         0")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void saysTheSameInOneLine() {
        assertThat(ProgressTable.line("moving", Duration.ofSeconds(12), PROGRESS))
                .isEqualTo("  12s  moving: 12,345 of 1,500,000 rows, 9,120/s, ETA 2m;"
                        + " verified 12,000, pending 345, divergent 0");
    }

    @Test
    void mentionsUnknownRowsWheneverThereAreAny() {
        Progress.Line line = new Progress.Line("orders", 1, 1, 0, Optional.empty(), 0, 0, 0, 1);
        Progress progress = new Progress(List.of(line), line);
        assertThat(ProgressTable.line("moving", Duration.ZERO, progress)).endsWith(", unknown 1");
        assertThat(ProgressTable.table("moving", Duration.ZERO, progress).get(2))
                .endsWith("1 UNKNOWN");
    }

    @Test
    void redrawsInPlaceOnATerminal() {
        Screen screen = Screen.of(out, false, true, "xterm");
        screen.progress("moving", Duration.ZERO, PROGRESS);
        screen.progress("moving", Duration.ZERO, PROGRESS);
        assertThat(text().split("\u001b\\[4A", -1)).hasSize(2);
    }

    @Test
    void keepsWhatIsSaidAboveTheTable() {
        Screen screen = Screen.of(out, false, true, "xterm");
        screen.progress("moving", Duration.ZERO, PROGRESS);
        bytes.reset();
        screen.say("found one");
        assertThat(text()).startsWith("\u001b[4A\r\u001b[Jfound one\n   0s  moving\n");
    }

    @Test
    void hasTheLastWordBelowTheTable() {
        Screen screen = Screen.of(out, false, true, "xterm");
        screen.progress("moving", Duration.ZERO, PROGRESS);
        screen.leave();
        bytes.reset();
        screen.say("PASSED");
        assertThat(text()).isEqualTo("\r\u001b[JPASSED\n");
    }

    @Test
    void writesNoControlCharactersWhereNothingCanBeRedrawn() {
        List.of(
                        Screen.of(out, true, true, "xterm"),
                        Screen.of(out, false, false, "xterm"),
                        Screen.of(out, false, true, "dumb"),
                        Screen.of(out, false, true, null))
                .forEach(screen -> {
                    screen.progress("moving", Duration.ZERO, PROGRESS);
                    screen.say("found one");
                });
        assertThat(text()).doesNotContain("\u001b").hasLineCount(8);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
