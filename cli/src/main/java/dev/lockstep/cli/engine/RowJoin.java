/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.cli.engine;

import java.io.IOException;

/**
 * Finds out how the rows of two sides relate.
 *
 * <p>Rows are added in any order by any threads; {@link #finish} is called once, when all are added. Invariants:
 *
 * <ul>
 *   <li><b>O (order)</b> the counts, and the findings but for their order, do not depend on the order of rows.
 *   <li><b>M (memory)</b> rows take about the budget while they are read, and a fixed multiple of it in the join,
 *       unless rows that differ and have all one key take more.
 *   <li><b>A (all)</b> every row is counted once; see {@link Counts}.
 * </ul>
 */
public final class RowJoin {
    private static final int LEAST_SPILL = 1 << 16;

    private final RowLayout layout;
    private final Spill spill;
    private final long budget;
    private final int leastSpill;
    private final Partitions source;
    private final Partitions target;

    /** @param budget how many bytes rows may take in memory, for both sides together */
    public RowJoin(RowLayout layout, Spill spill, long budget) {
        this.layout = layout;
        this.spill = spill;
        this.budget = budget;
        this.leastSpill = (int) Math.min(LEAST_SPILL, budget / (2 * Partitions.COUNT));
        MemoryBudget memory = new MemoryBudget(budget);
        this.source = new Partitions(spill, memory, leastSpill, 0);
        this.target = new Partitions(spill, memory, leastSpill, 0);
    }

    /** The row is copied. */
    public void add(Side side, PackedRow row) throws IOException {
        (side == Side.SOURCE ? source : target).add(row.bytes(), 0, row.length());
    }

    /** Joins everything; what was put aside is gone afterwards. */
    public Counts finish(Finding.Sink findings) throws IOException {
        GroupJudge judge = new GroupJudge(layout, findings);
        join(source, target, 0, judge);
        return judge.counts();
    }

    private void join(Partitions sources, Partitions targets, int level, GroupJudge judge) throws IOException {
        for (int i = 0; i < Partitions.COUNT; i++) {
            Partition left = sources.get(i);
            Partition right = targets.get(i);
            boolean fits = left.bytes() + right.bytes() <= budget / 2;
            if (fits || level == Partitions.MAX_LEVEL || left.rows() + right.rows() <= 2) {
                JoinTable table = new JoinTable(left.rows() + right.rows());
                left.forEach((rows, at, length) -> table.add(Side.SOURCE, rows, at, length));
                left.discard();
                right.forEach((rows, at, length) -> table.add(Side.TARGET, rows, at, length));
                right.discard();
                table.forEachGroup(judge);
            } else {
                join(partAgain(left, level), partAgain(right, level), level + 1, judge);
            }
        }
    }

    private Partitions partAgain(Partition partition, int level) throws IOException {
        Partitions parts = new Partitions(spill, new MemoryBudget(budget / 4), leastSpill, level + 1);
        partition.forEach(parts::add);
        partition.discard();
        return parts;
    }
}
