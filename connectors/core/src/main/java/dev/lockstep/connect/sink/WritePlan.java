/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * In which sets a batch of changes is written.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) a row is written by its last change, and by that alone;
 *   <li>(B) a set holds changes of one table, one shape and distinct rows, ordered by key, so that two writers lock
 *       rows in the same order;
 *   <li>(C) within a table all deletes come before all upserts, so that a value under a unique constraint is free
 *       before another row takes it;
 *   <li>(D) no set is larger than the given size;
 *   <li>(E) a table with any change that is not reducible is in no set; its changes are in {@link #oneByOne()}.
 * </ul>
 *
 * @param oneByOne rows whose changes are written singly, in their order of arrival
 */
record WritePlan<C extends BoundChange>(List<List<C>> sets, Set<Row> oneByOne) {
    /** A row, as its key's text tells. */
    record Row(String table, List<String> key) {
        static Row of(BoundChange change) {
            return new Row(change.table(), change.key());
        }
    }

    private static final Comparator<List<String>> BY_KEY = (left, right) -> {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    };

    static <C extends BoundChange> WritePlan<C> of(List<C> changes, int rowsPerSet) {
        Set<String> ordered = new HashSet<>();
        for (C change : changes) {
            if (!change.reducible()) {
                ordered.add(change.table());
            }
        }
        Set<Row> oneByOne = new HashSet<>();
        Map<String, Map<List<String>, C>> lastByTable = new TreeMap<>();
        for (C change : changes) {
            if (ordered.contains(change.table())) {
                oneByOne.add(Row.of(change));
            } else {
                lastByTable
                        .computeIfAbsent(change.table(), table -> new LinkedHashMap<>())
                        .put(change.key(), change);
            }
        }
        List<List<C>> sets = new ArrayList<>();
        for (Map<List<String>, C> rows : lastByTable.values()) {
            addSets(sets, rows.values(), true, rowsPerSet);
            addSets(sets, rows.values(), false, rowsPerSet);
        }
        return new WritePlan<>(sets, oneByOne);
    }

    private static <C extends BoundChange> void addSets(
            List<List<C>> sets, Collection<C> rows, boolean delete, int rowsPerSet) {
        Map<Object, List<C>> byShape = new LinkedHashMap<>();
        for (C row : rows) {
            if (row.delete() == delete) {
                byShape.computeIfAbsent(row.shape(), shape -> new ArrayList<>()).add(row);
            }
        }
        for (List<C> sameShape : byShape.values()) {
            sameShape.sort(Comparator.comparing(BoundChange::key, BY_KEY));
            for (int from = 0; from < sameShape.size(); from += rowsPerSet) {
                sets.add(List.copyOf(sameShape.subList(from, Math.min(from + rowsPerSet, sameShape.size()))));
            }
        }
    }
}
