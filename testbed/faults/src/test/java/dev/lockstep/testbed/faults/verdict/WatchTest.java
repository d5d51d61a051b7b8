/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.testbed.faults.corpus.Corpus;
import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.RowNumbers;
import dev.lockstep.testbed.faults.corpus.View;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final VerdictBook book = new VerdictBook();

    @Test
    void isRightOnlyWithTheKindAndTheColumnsThatHadToCome() {
        Watch watch = watch("text-truncated");
        long row = row("text-truncated");
        assertThat(watch.complete()).isFalse();

        say(row, "DIVERGENT", "DIFFERENT", "[\"title\"]");
        assertThat(watch.complete()).isTrue();
        assertThat(watch.right()).isFalse();
        say(row, "DIVERGENT", "STALE", "null");
        assertThat(watch.right()).isFalse();
        say(row, "DIVERGENT", "DIFFERENT", "[\"name\"]");
        assertThat(watch.right()).isTrue();
        assertThat(watch.shown()).containsExactly("DIFFERENT [name]");
        assertThat(watch.completedAt()).isEqualTo(NOW);
    }

    @Test
    void verdictThatNamesNoColumnsMayBeRight() {
        Watch watch = watch("text-truncated");
        say(row("text-truncated"), "DIVERGENT", "DIFFERENT", "null");

        assertThat(watch.right()).isTrue();
    }

    @Test
    void verdictAboutAnotherRowOfTheFaultMakesItWrong() {
        Watch watch = watch("text-truncated");
        say(row("text-truncated"), "DIVERGENT", "DIFFERENT", "null");
        say(row("text-truncated") + 1, "DIVERGENT", "MISSING", "null");

        assertThat(watch.right()).isFalse();
        assertThat(book.alarms()).isEmpty();
    }

    @Test
    void isResolvedWhenEveryRowIs() {
        Watch watch = watch("rogue-delete");
        say(row("rogue-delete"), "DIVERGENT", "MISSING", "null");
        assertThat(watch.resolved()).isFalse();

        say(row("rogue-delete"), "VERIFIED", "MISSING", "null");
        assertThat(watch.resolved()).isTrue();
        assertThat(watch.complete()).isFalse();
    }

    @Test
    void faultOfWhichNothingMayComeWaitsForItsCanary() {
        Watch watch = watch("negative-zero");
        say(row("negative-zero") + 3, "DIVERGENT", "STALE", "[\"title\"]");
        assertThat(watch.complete()).isTrue();
        assertThat(watch.right()).isTrue();

        say(row("negative-zero"), "DIVERGENT", "DIFFERENT", "[\"ratio\"]");
        assertThat(watch.right()).isFalse();
    }

    @Test
    void whatIsNotWatchedIsAnAlarmForEver() {
        say(17, "UNKNOWN", null, "null");
        say(17, "VERIFIED", null, "null");

        assertThat(book.alarms()).singleElement().hasToString("faults.item [17] UNKNOWN");
    }

    @Test
    void lineThatIsNotWhatTheDocumentationSaysIsRefused() {
        for (String text :
                new String[] {"no", "{}", "{\"table\":\"t\",\"key\":[1],\"kind\":null,\"verdict\":\"FINE\"}"}) {
            assertThatThrownBy(() -> VerdictLine.parse(text, NOW)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Watch watch(String name) {
        Fault fault = fault(name);
        RowNumbers rows = Corpus.numbers(fault);
        Watch watch = Watch.of(book, fault.expected().get(View.SCANNED), rows);
        book.watch(watch.rows());
        return watch;
    }

    private static long row(String name) {
        return Corpus.numbers(fault(name)).first();
    }

    private static Fault fault(String name) {
        return Corpus.named(Set.of(name)).get(0);
    }

    private void say(long row, String verdict, String kind, String columns) {
        book.add(VerdictLine.parse(
                "{\"table\":\"faults.item\",\"key\":[" + row + "],\"verdict\":\"" + verdict + "\",\"kind\":"
                        + (kind == null ? null : "\"" + kind + "\"") + ",\"columns\":" + columns + "}",
                NOW));
    }
}
