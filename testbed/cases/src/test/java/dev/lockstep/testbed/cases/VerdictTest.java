/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Verdict EXPECTED = verdict(3, Set.of("[1]"), Set.of("[2]"), Map.of("[3]", List.of("a", "b")));

    @Test
    void agreesOnlyWhenCountsKeysAndColumnsAreTheSame() {
        assertThat(EXPECTED.agrees(EXPECTED)).isTrue();
        assertThat(verdict(4, Set.of("[1]"), Set.of("[2]"), Map.of("[3]", List.of("a", "b")))
                        .agrees(EXPECTED))
                .isFalse();
        assertThat(verdict(3, Set.of("[1]", "[9]"), Set.of("[2]"), Map.of("[3]", List.of("a", "b")))
                        .agrees(EXPECTED))
                .isFalse();
        assertThat(Verdict.notComparable("why").agrees(EXPECTED)).isFalse();
    }

    @Test
    void callsItFalseEqualWhenAnythingExpectedIsNotFound() {
        assertThat(verdict(4, Set.of(), Set.of("[2]"), Map.of("[3]", List.of("a", "b")))
                        .isFalseEqual(EXPECTED))
                .isTrue();
        assertThat(verdict(3, Set.of("[1]"), Set.of("[2]"), Map.of("[3]", List.of("a")))
                        .isFalseEqual(EXPECTED))
                .isTrue();
        assertThat(EXPECTED.isFalseEqual(Verdict.notComparable("no key"))).isTrue();
    }

    @Test
    void callsMoreThanExpectedFalseDifferent() {
        assertThat(verdict(2, Set.of("[1]", "[4]"), Set.of("[2]"), Map.of("[3]", List.of("a", "b")))
                        .isFalseEqual(EXPECTED))
                .isFalse();
    }

    private static Verdict verdict(
            long equal, Set<String> missing, Set<String> extraneous, Map<String, List<String>> mismatch) {
        return new Verdict(true, "", equal, new TreeSet<>(missing), new TreeSet<>(extraneous), new TreeMap<>(mismatch));
    }
}
