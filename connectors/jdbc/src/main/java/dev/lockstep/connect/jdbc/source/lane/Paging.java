/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.source.lane;

import java.util.List;

/**
 * By what a table can be read a page after the other.
 *
 * @param columns for {@link PlanKind#KEYS} those that name a row, in order; else empty
 * @param integers whether that is one column of integers
 */
public record Paging(PlanKind kind, List<PositionColumn> columns, boolean integers) {
    public static final Paging WHOLE = new Paging(PlanKind.WHOLE, List.of(), false);
    public static final Paging BLOCKS = new Paging(PlanKind.BLOCKS, List.of(), false);

    public Paging {
        columns = List.copyOf(columns);
    }

    public static Paging byKey(List<PositionColumn> columns, boolean integers) {
        return new Paging(PlanKind.KEYS, columns, integers);
    }

    public List<String> names() {
        return columns.stream().map(PositionColumn::name).toList();
    }
}
