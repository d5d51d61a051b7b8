/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.chaos.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @Test
    void strikesEveryVictimAloneBeforeChanceChooses() {
        List<Strike> first = strikes(7, EnumSet.allOf(Victim.class), Victim.values().length);

        assertThat(first).allSatisfy(strike -> {
            assertThat(strike.victims()).hasSize(1);
            assertThat(strike.hasty()).isFalse();
        });
        assertThat(first).flatExtracting(Strike::victims).containsExactlyInAnyOrder(Victim.values());
    }

    @Test
    void sameSeedGivesSameStrikesAndAnotherGivesOthers() {
        Set<Victim> all = EnumSet.allOf(Victim.class);
        assertThat(strikes(7, all, 50)).isEqualTo(strikes(7, all, 50));
        assertThat(strikes(7, all, 50)).isNotEqualTo(strikes(8, all, 50));
    }

    @Test
    void chanceStrikesPairsInHasteAndOnlyThoseThatMayBeStruck() {
        Set<Victim> some = EnumSet.of(Victim.BROKER, Victim.TARGET);
        List<Strike> strikes = strikes(7, some, 100);

        assertThat(strikes).flatExtracting(Strike::victims).isSubsetOf(some);
        assertThat(strikes).anyMatch(strike -> strike.victims().size() == 2).anyMatch(Strike::hasty);
        assertThat(strikes)
                .allSatisfy(
                        strike -> assertThat(strike.calm()).isBetween(INTERVAL.dividedBy(2), INTERVAL.multipliedBy(2)));
    }

    @Test
    void namesWhatCanBeKilledWhenAskedForSomethingElse() {
        assertThat(Victim.named("broker")).isEqualTo(Victim.BROKER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Victim.named("source"))
                .withMessageContaining("broker, worker, validator, observer, sink, target");
    }

    private static List<Strike> strikes(long seed, Set<Victim> victims, int count) {
        Schedule schedule = new Schedule(seed, victims, INTERVAL);
        return Stream.generate(schedule::next).limit(count).toList();
    }
}
