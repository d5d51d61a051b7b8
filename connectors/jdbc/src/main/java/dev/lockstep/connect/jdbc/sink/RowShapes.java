/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.dialect.SetShape;
import dev.lockstep.connect.jdbc.dialect.SetShape.Action;
import dev.lockstep.connect.jdbc.mapping.RowBuffer;
import dev.lockstep.connect.jdbc.schema.ColumnDefinition;
import dev.lockstep.connect.jdbc.schema.TableDefinition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shapes of one table's rows, one for each way of writing them, and rows of two shapes made one. Not thread-safe. */
final class RowShapes {
    private record Parts(Action action, List<ColumnDefinition> columns, BitSet asText) {}

    private final TableDefinition table;
    private final String name;
    private final RowBuffer buffer;
    private final Map<Parts, SetShape> shapes = new HashMap<>();

    RowShapes(TableDefinition table, RowBuffer buffer) {
        this.table = table;
        this.name = table.id().toString();
        this.buffer = buffer;
    }

    String table() {
        return name;
    }

    /** @param asText not kept */
    SetShape get(Action action, List<ColumnDefinition> columns, BitSet asText) {
        SetShape known = shapes.get(new Parts(action, columns, asText));
        if (known != null) {
            return known;
        }
        BitSet kept = (BitSet) asText.clone();
        SetShape shape = new SetShape(table, action, columns, kept);
        shapes.put(new Parts(action, columns, kept), shape);
        return shape;
    }

    /**
     * What two changes of one row come to.
     *
     * @return empty when they have to be written one after the other
     */
    Optional<JdbcChange> combine(JdbcChange earlier, JdbcChange later) {
        Action before = earlier.shape().action();
        return switch (later.shape().action()) {
            case DELETE -> Optional.of(later);
            case INSERT -> Optional.empty(); // the second one is to be refused
            case SKIP_EXISTING -> before == Action.DELETE ? Optional.empty() : Optional.of(earlier);
            case UPSERT ->
                switch (before) {
                    // A new row has defaults where the old one had values.
                    case DELETE -> later.shape().columns().size() == writable() ? Optional.of(later) : Optional.empty();
                    case UPDATE_PRESENT -> covers(later, earlier) ? Optional.of(later) : Optional.empty();
                    case UPSERT, INSERT, SKIP_EXISTING, UPDATE_ONLY -> Optional.of(laid(later, earlier, Action.UPSERT));
                };
            case UPDATE_PRESENT, UPDATE_ONLY ->
                before == Action.DELETE ? Optional.empty() : Optional.of(laid(later, earlier, before));
        };
    }

    private long writable() {
        return table.columns().stream().filter(column -> !column.computed()).count();
    }

    private static boolean covers(JdbcChange later, JdbcChange earlier) {
        return later.shape().columns().size() >= earlier.shape().columns().size()
                && later.shape().columns().containsAll(earlier.shape().columns());
    }

    private JdbcChange laid(JdbcChange over, JdbcChange under, Action action) {
        boolean alone = over.shape() == under.shape() || (over.shape().action() == action && covers(over, under));
        if (alone) {
            return over;
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        BitSet asText = new BitSet();
        Map<ColumnDefinition, Integer> overCells = cells(over);
        Map<ColumnDefinition, Integer> underCells = cells(under);
        buffer.begin();
        for (ColumnDefinition column : table.columns()) {
            boolean isOver = overCells.containsKey(column);
            if (isOver || underCells.containsKey(column)) {
                JdbcChange from = isOver ? over : under;
                buffer.copyCell(from.image(), (isOver ? overCells : underCells).get(column));
                asText.set(
                        columns.size(),
                        from.shape().isText(from.shape().columns().indexOf(column)));
                columns.add(column);
            }
        }
        return new JdbcChange(
                over.record(), this, get(action, columns, asText), buffer.image(), over.key(), over.reducible());
    }

    private static Map<ColumnDefinition, Integer> cells(JdbcChange change) {
        Map<ColumnDefinition, Integer> cells = new HashMap<>();
        int offset = RowBuffer.FIRST_CELL;
        for (ColumnDefinition column : change.shape().columns()) {
            cells.put(column, offset);
            offset = RowBuffer.endOfCell(change.image(), offset);
        }
        return cells;
    }
}
