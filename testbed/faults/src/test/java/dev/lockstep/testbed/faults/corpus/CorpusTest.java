/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void everyFaultHasANameOfItsOwnAndRowsOfItsOwn() {
        Set<String> names = new HashSet<>();
        Set<Long> rows = new HashSet<>();
        for (Fault fault : Corpus.faults()) {
            RowNumbers numbers = Corpus.numbers(fault);
            assertThat(fault.name()).matches("[a-z0-9-]+");
            assertThat(names.add(fault.name())).as(fault.name()).isTrue();
            assertThat(rows.add(numbers.first())).isTrue();
            assertThat(numbers.canary()).isLessThanOrEqualTo(TestTables.ROWS);
        }
    }

    @Test
    void everyFaultSaysWhatHasToComeOfItInEveryView() {
        for (Fault fault : Corpus.faults()) {
            assertThat(fault.expected()).as(fault.name()).containsOnlyKeys(View.values());
            assertThat(fault.touched()).as(fault.name()).isNotEmpty();
            assertThat(fault.expected().get(View.SCANNED))
                    .as("a scan sees whatever is wrong in the target: " + fault.name())
                    .satisfies(expected -> assertThat(expected instanceof Expected.Unseen)
                            .isEqualTo(fault.plant() instanceof Plant.CaptureOf));
        }
    }

    @Test
    void followingSeesOnlyWhatTheMoverDoes() {
        Fault rogue = named("rogue-delete");
        Fault refused = named("insert-refused");

        assertThat(rogue.expected().get(View.FOLLOWED)).isInstanceOf(Expected.Unseen.class);
        assertThat(refused.expected().get(View.FOLLOWED)).isInstanceOf(Expected.Divergent.class);
        assertThat(named("negative-zero").expected().get(View.FOLLOWED)).isInstanceOf(Expected.Equal.class);
    }

    @Test
    void faultThatAMoverCannotHaveIsSaidWithItsReason() {
        Fault refused = named("insert-refused");

        assertThat(refused.expected(View.SCANNED, MoverKind.LOCKSTEP)).isInstanceOf(Expected.Divergent.class);
        assertThat(refused.expected(View.SCANNED, MoverKind.DEBEZIUM)).isInstanceOf(Expected.NotPlanted.class);
        assertThat(named("insert-swallowed").expected(View.FOLLOWED, MoverKind.DEBEZIUM))
                .isInstanceOf(Expected.Divergent.class);
    }

    @Test
    void anAuditSeesWhatTheCaptureDoesAndNothingElse() {
        assertThat(Corpus.ofTheCapture(Set.of()))
                .extracting(Fault::name)
                .containsExactly("updates-never-sent", "deletes-never-sent");
        assertThat(named("rogue-row").expected().get(View.AUDITED)).isInstanceOf(Expected.Unseen.class);
        assertThatThrownBy(() -> Corpus.ofTheCapture(Set.of("rogue-row")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("updates-never-sent");
    }

    @Test
    void differingColumnsAreColumnsOfTheTable() {
        String tables = String.join("\n", TestTables.create());
        for (Fault fault : Corpus.faults()) {
            if (fault.expected().get(View.SCANNED) instanceof Expected.Divergent divergent) {
                for (Expected.Verdict verdict : divergent.verdicts()) {
                    assertThat(verdict.columns())
                            .allSatisfy(column -> assertThat(tables).containsPattern("\\b" + column + " [a-z]"));
                    assertThat(verdict.columns().isEmpty())
                            .as("a DIFFERENT verdict names columns: " + fault.name())
                            .isEqualTo(!verdict.kinds().contains(Kind.DIFFERENT));
                }
            }
        }
    }

    @Test
    void placesAreTheRowsOfTheFault() {
        assertThat(RowNumbers.at(0).in("{1} {2} {n}")).isEqualTo("1 2 1000001");
        assertThat(RowNumbers.at(2).in("{1}")).isEqualTo("9");
        assertThat(RowNumbers.at(2).canary()).isEqualTo(12);
    }

    @Test
    void unknownNameIsRefusedWithThoseThereAre() {
        assertThat(Corpus.named(Set.of("rogue-row"))).hasSize(1);
        assertThat(Corpus.named(Set.of())).isEqualTo(Corpus.faults());
        assertThatThrownBy(() -> Corpus.named(Set.of("nothing-wrong")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing-wrong")
                .hasMessageContaining("rogue-row");
    }

    private static Fault named(String name) {
        return Corpus.named(Set.of(name)).get(0);
    }

    @Test
    void faultsOfTheMoverAsAWholeArePlantedAlone() {
        List<String> alone =
                Corpus.faults().stream().filter(Fault::alone).map(Fault::name).toList();

        assertThat(alone).contains("deletes-switched-off", "updates-never-sent", "table-truncated");
    }
}
