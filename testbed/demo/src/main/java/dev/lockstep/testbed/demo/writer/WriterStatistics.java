/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.testbed.demo.writer;

import dev.lockstep.testbed.demo.tpch.DemoTable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What the writer has committed so far: transactions, and row changes per table. Immutable. */
public record WriterStatistics(long transactions, Map<DemoTable, TableWrites> tables) {
    public WriterStatistics {
        Map<DemoTable, TableWrites> copy = new EnumMap<>(DemoTable.class);
        copy.putAll(tables);
        tables = Collections.unmodifiableMap(copy);
    }

    /** Nothing committed. */
    public static WriterStatistics none() {
        return new WriterStatistics(0, Map.of());
    }

    /** The changes of one table; {@link TableWrites#NONE} if it was never written. */
    public TableWrites of(DemoTable table) {
        return tables.getOrDefault(table, TableWrites.NONE);
    }

    /** The changes of all tables together. */
    public TableWrites total() {
        return tables.values().stream().reduce(TableWrites.NONE, TableWrites::plus);
    }

    /** These statistics and one more committed transaction. */
    WriterStatistics with(Map<DemoTable, TableWrites> committed) {
        Map<DemoTable, TableWrites> sum = new EnumMap<>(DemoTable.class);
        sum.putAll(tables);
        committed.forEach((table, writes) -> sum.merge(table, writes, TableWrites::plus));
        return new WriterStatistics(transactions + 1, sum);
    }
}
