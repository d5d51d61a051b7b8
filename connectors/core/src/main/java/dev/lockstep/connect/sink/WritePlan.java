/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.sink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * In which sets a batch of changes is written.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>(A) of a row's changes as many are written, in their order, as cannot be {@linkplain BoundChange#over made one}:
 *       most often the last alone. A row's second change is in a set after that of the first;
 *   <li>(B) a set holds changes of one table, one shape and distinct rows, ordered by key, so that two writers lock
 *       rows in the same order;
 *   <li>(C) first changes come as all deletes, children before parents, then all upserts, parents before children;
 *       so a value under a unique constraint is free before another row takes it. Then second changes, likewise;
 *   <li>(D) no set is larger than the given size;
 *   <li>(E) a table with any change that is not reducible is in no set; its changes are in {@link #oneByOne()}. Where
 *       every record is a row of its own, there is no such table.
 * </ul>
 *
 * @param oneByOne rows whose changes are written singly, in their order of arrival
 */
record WritePlan<C extends BoundChange>(List<List<C>> sets, Set<Row> oneByOne) {
    /**
     * How the batch is to be written.
     *
     * @param rowsPerSet the most rows of a set
     * @param tableOrder orders tables, given as they arrived, so that parents come before children
     */
    record Rules(int rowsPerSet, WriteMode mode, UnaryOperator<List<String>> tableOrder) {}

    /** A row, as its key tells; or as its record's place tells, where each record is a row of its own. */
    record Row(String table, RowKey key) {
        static Row of(BoundChange change, WriteMode mode) {
            return new Row(change.table(), mode == WriteMode.INSERT ? place(change.record()) : change.key());
        }

        private static RowKey place(SinkRecord record) {
            return RowKey.of(
                    record.originalTopic(), (long) record.originalKafkaPartition(), record.originalKafkaOffset());
        }
    }

    static <C extends BoundChange> WritePlan<C> of(List<C> changes, Rules rules) {
        Set<String> ordered = new HashSet<>();
        for (C change : changes) {
            if (!change.reducible() && rules.mode() != WriteMode.INSERT) {
                ordered.add(change.table());
            }
        }
        Set<Row> oneByOne = new HashSet<>();
        Map<String, Map<Row, RowChain<C>>> chainsByTable = new LinkedHashMap<>();
        for (C change : changes) {
            Row row = Row.of(change, rules.mode());
            if (ordered.contains(change.table())) {
                oneByOne.add(row);
            } else {
                chainsByTable
                        .computeIfAbsent(change.table(), table -> new LinkedHashMap<>())
                        .computeIfAbsent(row, none -> new RowChain<>())
                        .add(change, rules.mode());
            }
        }
        return new WritePlan<>(sets(chainsByTable, rules), oneByOne);
    }

    private static <C extends BoundChange> List<List<C>> sets(
            Map<String, Map<Row, RowChain<C>>> chainsByTable, Rules rules) {
        List<String> parentsFirst = rules.tableOrder().apply(List.copyOf(chainsByTable.keySet()));
        List<String> childrenFirst = new ArrayList<>(parentsFirst);
        Collections.reverse(childrenFirst);
        List<List<C>> sets = new ArrayList<>();
        int longest = chainsByTable.values().stream()
                .flatMap(rows -> rows.values().stream())
                .mapToInt(chain -> chain.links().size())
                .max()
                .orElse(0);
        for (int link = 0; link < longest; link++) {
            for (String table : childrenFirst) {
                addSets(sets, chainsByTable.get(table), link, true, rules.rowsPerSet());
            }
            for (String table : parentsFirst) {
                addSets(sets, chainsByTable.get(table), link, false, rules.rowsPerSet());
            }
        }
        return sets;
    }

    private static <C extends BoundChange> void addSets(
            List<List<C>> sets, Map<Row, RowChain<C>> rows, int link, boolean delete, int rowsPerSet) {
        Map<Object, List<Map.Entry<Row, C>>> byShape = new LinkedHashMap<>();
        rows.forEach((row, chain) -> {
            C change = link < chain.links().size() ? chain.links().get(link) : null;
            if (change != null && change.delete() == delete) {
                byShape.computeIfAbsent(change.shape(), shape -> new ArrayList<>())
                        .add(Map.entry(row, change));
            }
        });
        for (List<Map.Entry<Row, C>> sameShape : byShape.values()) {
            sameShape.sort(Comparator.comparing(entry -> entry.getKey().key()));
            List<C> sorted = sameShape.stream().map(Map.Entry::getValue).toList();
            for (int from = 0; from < sorted.size(); from += rowsPerSet) {
                sets.add(sorted.subList(from, Math.min(from + rowsPerSet, sorted.size())));
            }
        }
    }
}
