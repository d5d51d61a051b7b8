/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.planting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testbed.faults.corpus.Corpus;
import dev.lockstep.testbed.faults.corpus.Fault;
import dev.lockstep.testbed.faults.corpus.Plant;
import dev.lockstep.testbed.faults.corpus.SinkHabit;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final RecordingSite site = new RecordingSite();
    private final Planter planter = new Planter(site, Clock.fixed(NOW, ZoneOffset.UTC), false);

    @Test
    void everyPlaceOfEveryFaultIsFilled() throws SQLException, InterruptedException {
        for (Fault fault : Corpus.faults()) {
            assertThat(planter.plant(fault, Corpus.numbers(fault))).isEqualTo(NOW);
            planter.mend(fault, Corpus.numbers(fault));
        }

        assertThat(site.done).allSatisfy(step -> assertThat(step).doesNotContain("{1}", "{2}", "{n}"));
    }

    @Test
    void changeOfTheSourceHasArrivedBeforeItIsUndone() throws SQLException, InterruptedException {
        plant("lost-insert");

        assertThat(site.done).extracting(step -> step.substring(0, 6)).containsExactly("source", "await ", "target");
    }

    @Test
    void sinkHasItsOwnSettingsAgainBeforeOthersWrite() throws SQLException, InterruptedException {
        plant("deletes-switched-off");

        assertThat(site.done)
                .containsExactly("quiet", "sink WITHOUT_DELETES", site.done.get(2), "moved", "sink USUAL", "loud");
    }

    @Test
    void ruleOfTheTargetIsLiftedBeforeRowsAreCopied() throws SQLException, InterruptedException {
        Fault fault = Corpus.named(Set.of("insert-refused")).get(0);
        planter.mend(fault, Corpus.numbers(fault));

        assertThat(((Plant.Refused) fault.plant()).lift()).hasSize(1);
        assertThat(site.done.get(0)).startsWith("target ALTER TABLE faults.item DROP CONSTRAINT");
        assertThat(site.done.get(2)).startsWith("copy faults.item id IN");
    }

    @Test
    void triggerThatSwallowsIsThereBeforeTheChangeAndGoneBeforeRowsAreCopied()
            throws SQLException, InterruptedException {
        plant("update-swallowed");
        assertThat(site.done).hasSize(3);
        assertThat(site.done.get(1)).startsWith("target CREATE TRIGGER");
        assertThat(site.done.get(2)).startsWith("source UPDATE");

        site.done.clear();
        Fault fault = Corpus.named(Set.of("update-swallowed")).get(0);
        planter.mend(fault, Corpus.numbers(fault));
        assertThat(site.done.get(0)).startsWith("target DROP TRIGGER");
        assertThat(site.done).noneMatch(step -> step.startsWith("source"));
    }

    @Test
    void mendedRowsComeByWhereOnlyThoseAreLookedAt() throws SQLException, InterruptedException {
        Fault fault = Corpus.named(Set.of("update-swallowed")).get(0);
        new Planter(site, Clock.fixed(NOW, ZoneOffset.UTC), true).mend(fault, Corpus.numbers(fault));

        assertThat(site.done.get(2)).startsWith("copy faults.item");
        assertThat(site.done.get(3)).startsWith("source UPDATE faults.item SET grade = grade WHERE id IN");
    }

    private void plant(String name) throws SQLException, InterruptedException {
        Fault fault = Corpus.named(Set.of(name)).get(0);
        planter.plant(fault, Corpus.numbers(fault));
    }

    /** Writes down what it is asked for. */
    private static final class RecordingSite implements Site {
        private final List<String> done = new ArrayList<>();

        @Override
        public void atSource(List<String> sql) {
            sql.forEach(text -> done.add("source " + text));
        }

        @Override
        public void atTarget(List<String> sql) {
            sql.forEach(text -> done.add("target " + text));
        }

        @Override
        public void awaitTarget(String query) {
            done.add("await " + query);
        }

        @Override
        public void awaitMoved() {
            done.add("moved");
        }

        @Override
        public void quietly(Step step) throws SQLException, InterruptedException {
            done.add("quiet");
            step.run();
            done.add("loud");
        }

        @Override
        public void sinkWith(SinkHabit habit) {
            done.add("sink " + habit);
        }

        @Override
        public void captureOf(String operations) {
            done.add("capture " + operations);
        }

        @Override
        public void copyFromSource(String table, String condition) {
            done.add("copy " + table + " " + condition);
        }
    }
}
