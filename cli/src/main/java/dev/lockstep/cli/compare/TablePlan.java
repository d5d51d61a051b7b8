/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.compare;

import dev.lockstep.canonical.value.Placeholder;
import dev.lockstep.cli.engine.RowLayout;
import dev.lockstep.cli.engine.Side;
import dev.lockstep.cli.row.RowColumn;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import dev.lockstep.connect.jdbc.read.ReadTable;
import java.util.ArrayList;
import java.util.List;

/**
 * How two tables are compared.
 *
 * @param columns those that are read, in the order in which they are read on both sides
 * @param key the key columns by index, in key order; empty when rows are counted as a multiset
 * @param strict whether a strict digest is carried, because there are rules
 * @param gaps why the comparison cannot be complete, whatever it finds
 * @param notes what is left out on purpose
 */
public record TablePlan(
        ReadTable source,
        ReadTable target,
        List<ColumnPair> columns,
        List<Integer> key,
        boolean strict,
        List<String> gaps,
        List<String> notes) {
    public TablePlan {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
    }

    ReadTable table(Side side) {
        return side == Side.SOURCE ? source : target;
    }

    /** The names by which a side is asked for its columns. */
    List<String> columnNames(Side side) {
        return columns.stream().map(pair -> column(pair, side).name()).toList();
    }

    List<RowColumn> rowColumns(Side side) {
        return columns.stream()
                .map(pair -> new RowColumn(
                        pair.rules().encoder(pair.name(), column(pair, side).schema(), Placeholder.DEFAULT),
                        pair.rules(),
                        pair.compared()))
                .toList();
    }

    private static ReadColumn column(ColumnPair pair, Side side) {
        return side == Side.SOURCE ? pair.source() : pair.target();
    }

    List<ColumnPair> compared() {
        return columns.stream().filter(ColumnPair::compared).toList();
    }

    public List<String> keyNames() {
        return key.stream().map(index -> columns.get(index).name()).toList();
    }

    RowLayout layout() {
        List<ColumnPair> compared = compared();
        List<Integer> tolerant = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++) {
            if (compared.get(i).rules().tolerance().isPresent()) {
                tolerant.add(i);
            }
        }
        boolean keyed = !key.isEmpty();
        return new RowLayout(keyed, strict, keyed ? compared.size() : 0, tolerant);
    }
}
