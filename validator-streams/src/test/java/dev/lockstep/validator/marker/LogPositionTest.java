/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.validator.round.RoundTroubleException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPositionTest {
    /** Invariant W: what a transaction that commits before the marker wrote may stand behind the marker's own change. */
    @Test
    void changeOfPostgresStandsAtTheCommitBeforeIt() {
        LogPosition marker =
                LogPosition.ofChange(Map.of("snapshot", "false", "lsn", 70L, "sequence", "[\"100\",\"70\"]"));

        assertThat(reached(Map.of("lsn", 99L, "lsn_commit", 90L), marker)).isFalse();
        assertThat(reached(Map.of("lsn", 70L, "lsn_commit", 100L), marker)).isTrue();
        assertThat(reached(Map.of("lsn", 100, "lsn_commit", 100, "lsn_proc", 100), marker))
                .isTrue();
    }

    /** Invariant F. */
    @Test
    void changeOfMariaDbStandsInAFileOfTheLog() {
        LogPosition marker = LogPosition.ofChange(Map.of("snapshot", "false", "file", "log.000009", "pos", 500L));

        assertThat(reached(Map.of("file", "log.000009", "pos", 499), marker)).isFalse();
        assertThat(reached(Map.of("file", "log.000008", "pos", 9_000), marker)).isFalse();
        assertThat(reached(Map.of("file", "log.000009", "pos", 500), marker)).isTrue();
        assertThat(reached(Map.of("file", "log.000010", "pos", 4), marker)).isTrue();
        assertThatThrownBy(() -> reached(Map.of("file", "other.000010", "pos", 4), marker))
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("nobody knows their order");
    }

    @Test
    void offsetOfASnapshotTellsNoPlace() {
        assertThat(LogPosition.ofCommitted(Map.of("snapshot", "INITIAL", "lsn_commit", 1_000L)))
                .isEmpty();
        assertThat(LogPosition.ofCommitted(Map.of("lsn", 1_000L))).isEmpty();
        assertThat(LogPosition.ofCommitted(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first | 5 | [null,\"5\"] | the first transaction",
                "false | 5 | no | Expected a JSON array",
                "false | 5 | [\"x\",\"5\"] | Expected a number as source.sequence",
                "last | 5 | [\"4\",\"5\"] | by a snapshot",
            })
    void markerThatProvesNothingMakesTheRoundVoid(String snapshot, long lsn, String sequence, String message) {
        String told = snapshot.equals("first") ? "false" : snapshot;
        assertThatThrownBy(() -> LogPosition.ofChange(Map.of("snapshot", told, "lsn", lsn, "sequence", sequence)))
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining(message);
    }

    @Test
    void markerWithoutPositionIsRefused() {
        assertThatThrownBy(() -> LogPosition.ofChange(Map.of()))
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("expected lsn, or file and pos");
        assertThatThrownBy(() -> LogPosition.ofChange(Map.of("file", "log", "pos", 4)))
                .isInstanceOf(RoundTroubleException.class)
                .hasMessageContaining("name.number");
    }

    private static boolean reached(Map<String, ?> offset, LogPosition marker) {
        return LogPosition.ofCommitted(offset).orElseThrow().reaches(marker);
    }
}
