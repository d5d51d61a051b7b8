/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.evolve;

import dev.lockstep.canonical.change.RowChange;
import dev.lockstep.transforms.row.RecordPart;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Where the row stands in a value: in an envelope of change capture as it is now, or else as it was before. */
final class RecordRow {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private RecordRow() {}

    /** Of the rows in values of a schema. */
    static Schema schema(RecordPart part, Schema schema) {
        boolean isEnvelope = part == RecordPart.VALUE && RowChange.isEnvelope(schema);
        return isEnvelope ? schema.field(AFTER).schema() : schema;
    }

    /** The row; null where there is none, as when a table was emptied. */
    static Object of(RecordPart part, Object value) {
        if (part == RecordPart.KEY) {
            return value;
        }
        if (value instanceof Struct struct) {
            Schema schema = struct.schema();
            if (isSame(schema(part, schema), schema)) {
                return struct;
            }
            return struct.get(AFTER) == null ? struct.get(BEFORE) : struct.get(AFTER);
        }
        if (value instanceof Map<?, ?> map && RowChange.isEnvelope(map)) {
            return map.get(AFTER) == null ? map.get(BEFORE) : map.get(AFTER);
        }
        return value;
    }

    @SuppressWarnings("ReferenceEquality") // a row's own schema is what comes back where there is no envelope
    private static boolean isSame(Schema row, Schema schema) {
        return row == schema;
    }

    /** Whether the row is as it is now: in an envelope without one, only how it was before is left. */
    static boolean isCurrent(RecordPart part, Map<?, ?> value) {
        boolean isEnvelope = part == RecordPart.VALUE && RowChange.isEnvelope(value);
        return !isEnvelope || value.get(AFTER) != null;
    }

    /** A field of the row itself; null where it is not there. */
    static Object field(Object row, String name) {
        if (row instanceof Struct struct) {
            return struct.schema().field(name) == null ? null : struct.getWithoutDefault(name);
        }
        return row instanceof Map<?, ?> map ? map.get(name) : null;
    }
}
