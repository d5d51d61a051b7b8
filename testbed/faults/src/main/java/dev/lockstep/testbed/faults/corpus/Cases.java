/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.faults.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The words in which cases are written. */
final class Cases {
    static final Map<String, String> ITEMS = Map.of(TestTables.ITEM, "id IN ({1}, {2}, {n})");

    private Cases() {}

    static Plant.OnTarget target(String... sql) {
        return new Plant.OnTarget(List.of(sql));
    }

    /** What the target holds in the first row of the fault is set to something else. */
    static Plant.OnTarget set(String assignment) {
        return target("UPDATE faults.item SET " + assignment + " WHERE id = {1}");
    }

    /** The source's row is set first, so that there is something to damage. */
    static Plant.AfterArrival set(String atSource, String arrived, String atTarget) {
        return new Plant.AfterArrival(
                List.of("UPDATE faults.item SET " + atSource + " WHERE id = {1}"),
                "SELECT " + arrived + " FROM faults.item WHERE id = {1}",
                List.of("UPDATE faults.item SET " + atTarget + " WHERE id = {1}"));
    }

    static Fault item(String name, String description, Plant plant, Expected expected) {
        return Fault.of(name, description, plant, expected, ITEMS);
    }

    /** A value of the first row is damaged. */
    static Fault value(String name, String description, String column, Plant plant) {
        return item(name, description, plant, different(column));
    }

    static Fault in(String table, String condition, String name, String description, Plant plant, Expected expected) {
        return Fault.of(name, description, plant, expected, Map.of(table, condition));
    }

    static Expected.Divergent different(String... columns) {
        return divergent(new Expected.Verdict(TestTables.ITEM, "[{1}]", Set.of(Kind.DIFFERENT), List.of(columns)));
    }

    static Expected.Divergent verdict(Kind kind, String table, String... keys) {
        return new Expected.Divergent(Arrays.stream(keys)
                .map(key -> new Expected.Verdict(table, key, Set.of(kind), List.of()))
                .toList());
    }

    static Expected.Divergent divergent(Expected.Verdict... verdicts) {
        return new Expected.Divergent(List.of(verdicts));
    }

    /** Every row of the small table. */
    static Expected.Divergent small(Kind kind, String... columns) {
        return new Expected.Divergent(IntStream.rangeClosed(1, TestTables.SMALL_ROWS)
                .mapToObj(id -> new Expected.Verdict(TestTables.SMALL, "[" + id + "]", Set.of(kind), List.of(columns)))
                .toList());
    }
}
