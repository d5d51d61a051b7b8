/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.chaos.harm.ChaosTables;
import dev.lockstep.testbed.chaos.harm.Harm;
import dev.lockstep.testbed.faults.verdict.VerdictLine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Invariant V. */
class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Ledger ledger = new Ledger();
    private Instant now = NOON;
    private int ids;

    @Test
    void findsWhatWasPlantedAndTellsHowLongItTook() {
        Planted planted = plant();
        assertThat(ledger.unfound()).containsExactly(planted);

        now = NOON.plusSeconds(20);
        ledger.runsAgain(NOON.plusSeconds(15));
        say(7, "DIVERGENT", "MISSING");

        assertThat(ledger.unfound()).isEmpty();
        assertThat(ledger.standing()).containsExactly(planted);
        assertThat(ledger.lies()).isEmpty();
        assertThat(planted.detection()).contains(Duration.ofSeconds(20));
        assertThat(planted.detectionWhileRunning()).contains(Duration.ofSeconds(5));
    }

    @Test
    void mendedRowsAreResolvedAndHarmedNoMore() {
        Planted planted = plant();
        say(7, "DIVERGENT", "MISSING");
        ledger.mend(planted);
        assertThat(ledger.unresolved()).containsExactly(planted);
        say(7, "VERIFIED", "MISSING");
        assertThat(ledger.unresolved()).isEmpty();
        assertThat(ledger.lies()).isEmpty();

        say(7, "DIVERGENT", "MISSING");
        assertThat(ledger.lies())
                .extracting(FalseVerdict::why)
                .containsExactly("the row was mended and had been seen to be right again");
    }

    @Test
    void verdictsOfOtherRowsOrKindsAreFalse() {
        plant();
        ledger.struck("3s broker");
        say(8, "DIVERGENT", "STALE");
        say(7, "DIVERGENT", "STALE");
        say(9, "UNKNOWN", null);

        assertThat(ledger.lies()).hasSize(3).allSatisfy(lie -> {
            assertThat(lie.line()).contains("chaos.account");
            assertThat(lie.strikes()).containsExactly("3s broker");
        });
        assertThat(ledger.unfound()).hasSize(1);
    }

    @Test
    void verdictThatEndsBeforeTheRowWasMendedIsFalse() {
        plant();
        say(7, "DIVERGENT", "MISSING");
        say(7, "VERIFIED", "MISSING");
        assertThat(ledger.lies()).hasSize(1);
    }

    @Test
    void lineThatComesAgainAfterRestartCountsOnce() {
        Planted planted = plant();
        say(7, "DIVERGENT", "MISSING");
        int first = ids;
        ledger.mend(planted);
        say(7, "VERIFIED", "MISSING");

        ledger.add(line(7, "DIVERGENT", "MISSING"), String.valueOf(first), "again");

        assertThat(ledger.lies()).isEmpty();
        assertThat(ledger.lines()).isEqualTo(2);
    }

    private Planted plant() {
        return ledger.plant(Harm.ROGUE_DELETE, ChaosTables.ACCOUNT, 7, NOON);
    }

    private void say(long row, String verdict, String kind) {
        ids++;
        ledger.add(line(row, verdict, kind), String.valueOf(ids), text(row, verdict, kind));
    }

    private VerdictLine line(long row, String verdict, String kind) {
        return VerdictLine.parse(text(row, verdict, kind), now);
    }

    private static String text(long row, String verdict, String kind) {
        return "{\"table\":\"chaos.account\",\"key\":[" + row + "],\"verdict\":\"" + verdict + "\",\"kind\":"
                + (kind == null ? "null" : "\"" + kind + "\"") + ",\"columns\":null}";
    }
}
