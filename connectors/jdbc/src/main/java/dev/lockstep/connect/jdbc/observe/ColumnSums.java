/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.observe;

import dev.lockstep.canonical.UnencodableValueException;
import dev.lockstep.canonical.observation.Aggregate;
import dev.lockstep.canonical.value.ColumnEncoder;
import dev.lockstep.canonical.value.Numbers;
import dev.lockstep.connect.jdbc.read.ReadColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Adds up columns of the rows of a page. Owned by one thread. */
final class ColumnSums {
    /** @param place among the columns that are read */
    private record Column(int place, ColumnEncoder encoder) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<Aggregate> sums = new ArrayList<>();

    /**
     * @param read the columns that rows have
     * @param added names of those that are added up
     */
    ColumnSums(List<ReadColumn> read, List<String> added) {
        for (int place = 0; place < read.size(); place++) {
            String name = read.get(place).name();
            if (added.contains(name)) {
                columns.add(
                        new Column(place, ColumnEncoder.of(name, read.get(place).schema())));
                sums.add(Aggregate.none(name));
            }
        }
    }

    /** @param values gives the value at a place, or says that it cannot be read */
    void add(IntFunction<Object> values) {
        for (int i = 0; i < columns.size(); i++) {
            sums.set(i, with(sums.get(i), columns.get(i), values));
        }
    }

    private static Aggregate with(Aggregate sum, Column column, IntFunction<Object> values) {
        try {
            return sum.with(Numbers.of(column.encoder(), values.apply(column.place())));
        } catch (UnencodableValueException e) {
            return sum.withUnreadable();
        }
    }

    List<Aggregate> sums() {
        return List.copyOf(sums);
    }
}
