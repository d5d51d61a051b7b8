/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.sink;

import dev.lockstep.connect.jdbc.mapping.Cell;
import dev.lockstep.connect.jdbc.mapping.ColumnMapping;
import dev.lockstep.connect.jdbc.mapping.RowBuffer;
import dev.lockstep.connect.sink.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A record's key in the terms of its table, in key order.
 *
 * @param columns how the values are written
 * @param schemas of the values, null where the record has none
 * @param exact whether equal keys and equal rows are the same thing
 */
@SuppressWarnings("ArrayRecordComponent") // two keys are compared by their RowKey
public record KeyValues(List<ColumnMapping> columns, List<Schema> schemas, Object[] values, RowKey key, boolean exact) {
    /** The texts of the values, in key order; in hexadecimal digits where the engine takes bytes. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int place = 0; place < values.length; place++) {
            texts.add(columns.get(place).text(values[place]));
        }
        return texts;
    }

    Cell write(int place, RowBuffer out) {
        Cell cell = columns.get(place).write(values[place], out);
        if (cell == Cell.UNAVAILABLE) {
            throw new DataException("The record's key holds change capture's placeholder in column \""
                    + columns.get(place).column().name() + "\"");
        }
        return cell;
    }

    /** @param value of the row, written as {@code mapping} does */
    boolean agrees(int place, Object value, ColumnMapping mapping, Schema schema) {
        if (value == null) {
            return false;
        }
        return (sameKind(schemas.get(place), schema) && value.equals(values[place]))
                || mapping.keyPart(value).equals(key.part(place));
    }

    // Equal numbers of different units are no equal keys.
    private static boolean sameKind(Schema left, Schema right) {
        return left == right
                || (left != null
                        && right != null
                        && left.type() == right.type()
                        && Objects.equals(left.name(), right.name()));
    }
}
