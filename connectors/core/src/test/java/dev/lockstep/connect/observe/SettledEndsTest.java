/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.connect.observe.SettledEnds.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SettledEndsTest {
    private final SettledEnds ends = new SettledEnds();

    @Test
    void vEndsSettleWhenAllWhoWroteHaveEnded() {
        Sample sample = new Sample(List.of(7L), Set.of("1", "2"));
        assertThat(ends.settle(sample, Set.of("1", "2"))).isEmpty();
        assertThat(ends.settle(sample, Set.of("2", "3"))).isEmpty();
        assertThat(ends.settle(sample, Set.of("3"))).contains(List.of(7L));
    }

    @Test
    void whereOneWritesForLongTheEndsBeforeItAreKept() {
        assertThat(ends.settle(new Sample(List.of(5L), Set.of()), Set.of())).contains(List.of(5L));
        assertThat(ends.settle(new Sample(List.of(9L), Set.of("long")), Set.of("long")))
                .contains(List.of(5L));
        assertThat(ends.settle(new Sample(List.of(11L), Set.of("long", "x")), Set.of("long", "x")))
                .contains(List.of(5L));
    }

    @Test
    void oneWriterAfterAnotherDoesNotKeepEndsFromSettling() {
        for (int turn = 1; turn <= 5; turn++) {
            Set<String> open = Set.of("writer " + turn, "writer " + (turn + 1));
            Optional<List<Long>> settled = ends.settle(new Sample(List.of((long) turn), open), open);
            // The third turn finds that those of the first have ended.
            assertThat(settled.isPresent()).isEqualTo(turn >= 3);
        }
    }

    /** Transactions that show their record in the topic before they end, in any order: none is below an end and invisible. */
    @Test
    void vNoRecordBelowASettledEndIsOfAnOpenTransaction() {
        Random random = new Random(20261129);
        TreeMap<Long, String> records = new TreeMap<>();
        Set<String> open = new TreeSet<>();
        Sample asked = new Sample(List.of(0L), open);
        int settledBehindOpen = 0;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(4)) {
                case 0 -> open.add("t" + step);
                case 1 ->
                    pick(open, random)
                            .filter(transaction -> !records.containsValue(transaction))
                            .ifPresent(transaction -> records.put((long) records.size(), transaction));
                case 2 -> pick(open, random).ifPresent(open::remove);
                default -> {
                    // A reader may be slow to tell what it has asked.
                    Sample sample = random.nextBoolean() ? asked : new Sample(List.of((long) records.size()), open);
                    asked = new Sample(List.of((long) records.size()), open);
                    Optional<List<Long>> settled = ends.settle(sample, open);
                    if (settled.isPresent()) {
                        long end = settled.get().get(0);
                        Set<String> invisible =
                                new HashSet<>(records.headMap(end).values());
                        invisible.retainAll(open);
                        assertThat(invisible).isEmpty();
                        settledBehindOpen += open.isEmpty() ? 0 : 1;
                    }
                }
            }
        }
        assertThat(settledBehindOpen).isGreaterThan(100);
    }

    private static Optional<String> pick(Set<String> open, Random random) {
        List<String> all = new ArrayList<>(open);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
}
