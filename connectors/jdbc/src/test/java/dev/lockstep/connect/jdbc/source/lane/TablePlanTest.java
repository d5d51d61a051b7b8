/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Invariants C, D and S of {@link TablePlan}, with integers standing for whatever the database puts in order. */
class TablePlanTest {
    private static TablePlan strides(BigInteger from, BigInteger to, int lanes) {
        return TablePlan.of(PlanKind.KEYS, List.of("id"), Cuts.strides(from.min(to), from.max(to), lanes), 7);
    }

    private static long lanesOf(TablePlan plan, BigInteger key) {
        return plan.lanes().stream().filter(lane -> holds(lane, key)).count();
    }

    private static boolean holds(LaneBounds lane, BigInteger key) {
        return lane.from().map(from -> number(from).compareTo(key) <= 0).orElse(true)
                && lane.to().map(to -> number(to).compareTo(key) > 0).orElse(true);
    }

    private static BigInteger number(List<String> bound) {
        return new BigInteger(bound.get(0));
    }

    @Property
    void everyKeyIsInExactlyOneLane(
            @ForAll BigInteger from,
            @ForAll BigInteger to,
            @ForAll BigInteger key,
            @ForAll @IntRange(min = 1, max = 64) int lanes) {
        TablePlan plan = strides(from, to, lanes);
        assertThat(lanesOf(plan, key)).isEqualTo(1);
        assertThat(lanesOf(plan, from)).isEqualTo(1);
        assertThat(lanesOf(plan, to.add(BigInteger.ONE))).isEqualTo(1);
        assertThat(plan.lanes()).hasSizeLessThanOrEqualTo(lanes);
    }

    @Property
    void keysOfASampleAreInExactlyOneLaneToo(
            @ForAll @Size(max = 300) List<Integer> sample,
            @ForAll int key,
            @ForAll @IntRange(min = 1, max = 64) int lanes) {
        List<List<String>> sorted = sample.stream()
                .sorted()
                .distinct()
                .map(number -> List.of(number.toString()))
                .toList();
        TablePlan plan = TablePlan.of(PlanKind.KEYS, List.of("id"), Cuts.ofSample(sorted, lanes), 7);
        assertThat(lanesOf(plan, BigInteger.valueOf(key))).isEqualTo(1);
        assertThat(plan.lanes()).hasSizeLessThanOrEqualTo(lanes).doesNotHaveDuplicates();
    }

    @Property
    void lanesFollowFromTheStoredPlanAlone(
            @ForAll @Size(max = 20) List<@Size(2) List<String>> cuts,
            @ForAll Optional<String> pollFrom,
            @ForAll @IntRange(min = 0) int rows) {
        TablePlan plan = TablePlan.of(PlanKind.KEYS, List.of("a \"b\"", "ç"), cuts, rows)
                .pollingFrom(pollFrom)
                .awaiting(Optional.of("[]"));
        TablePlan restored = TablePlan.fromOffset(plan.toOffset());
        assertThat(restored).isEqualTo(plan);
        assertThat(restored.lanes()).isEqualTo(plan.lanes());
        assertThat(plan.toOffset().values()).allMatch(value -> value instanceof String || value instanceof Long);
    }

    @Property
    void textsOfAnyKindSurviveTheWayThroughAnOffset(@ForAll List<String> values) {
        assertThat(KeyTexts.decode(KeyTexts.encode(values))).isEqualTo(values);
    }

    @Example
    void gapsOfATrillionNeedNoSpace() {
        BigInteger end = BigInteger.TEN.pow(30);
        assertThat(Cuts.strides(BigInteger.ZERO, end, 4)).hasSize(3);
        assertThat(Cuts.isDense(BigInteger.ZERO, end, Long.MAX_VALUE)).isFalse();
        assertThat(Cuts.isDense(BigInteger.ONE, BigInteger.valueOf(1_000), 1_000))
                .isTrue();
    }

    @Example
    void smallTablesAreNotParted() {
        assertThat(Cuts.lanes(16, 0)).isEqualTo(1);
        assertThat(Cuts.lanes(16, 9_999)).isEqualTo(1);
        assertThat(Cuts.lanes(16, 20_000)).isEqualTo(4);
        assertThat(Cuts.lanes(16, Long.MAX_VALUE)).isEqualTo(16);
    }

    @Example
    void plansOfAnotherShapeAreRefusedInWordsOfTheirOwn() {
        Map<String, Object> right = TablePlan.of(PlanKind.KEYS, List.of("id"), List.of(List.of("5")), 7)
                .toOffset();
        refuses(right, "kind", "hexagon", "keys, blocks or whole");
        refuses(right, "rows", "7", "must be an integer, found String");
        refuses(right, "rows", -1L, "is negative");
        refuses(right, "cuts", "5", "list of strings");
        refuses(right, "cuts", "[\"[\\\"1\\\",\\\"2\\\"]\"]", "a cut of 2 value(s)");
        refuses(right, "columns", null, "lacks the field \"columns\"");
        refuses(right, "colour", "red", "no field \"colour\"");
    }

    private static void refuses(Map<String, Object> right, String field, Object value, String message) {
        Map<String, Object> wrong = new HashMap<>(right);
        wrong.put(field, value);
        assertThatThrownBy(() -> TablePlan.fromOffset(wrong))
                .isInstanceOf(OffsetFormatException.class)
                .hasMessageContaining(message);
    }
}
