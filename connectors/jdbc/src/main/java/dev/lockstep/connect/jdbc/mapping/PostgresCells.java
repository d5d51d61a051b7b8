/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.connect.jdbc.mapping;

import dev.lockstep.connect.jdbc.schema.ColumnType;
import org.apache.kafka.connect.data.Schema;

/**
 * How values get into a column of PostgreSQL: in the type's binary form where it is certain to be what the server would
 * make of the text, as that text otherwise.
 *
 * <p>Invariant: whether a value may be written, and what the column then holds, is what {@link ValueWriters} and the
 * server make of it; a binary form is only a faster way there.
 */
final class PostgresCells {
    private static final int JSONB_VERSION = 1;

    private PostgresCells() {}

    /**
     * @param schema null when the record has none
     * @throws UnwritableValueException when no value of this schema belongs into the type
     */
    static CellWriter of(ColumnType type, Schema schema) {
        ValueWriter text = ValueWriters.of(type, schema);
        PostgresWire wire = PostgresWire.ownForm(type);
        if (wire == null) {
            return texts(text, false);
        }
        if (wire.isText() || wire == PostgresWire.JSON) {
            return texts(text, true);
        }
        if (wire == PostgresWire.JSONB) {
            CellWriter document = texts(text, true);
            return (value, out) -> {
                out.int8(JSONB_VERSION);
                return document.write(value, out);
            };
        }
        PostgresBinary binary = PostgresBinary.of(wire, type, schema);
        return (value, out) -> {
            if (binary.write(value, out)) {
                return true;
            }
            out.text(text.write(value));
            return false;
        };
    }

    private static CellWriter texts(ValueWriter text, boolean ownForm) {
        if (text == TextValue.WRITER) {
            return (value, out) -> {
                out.text((String) value); // which looks at every character anyway
                return ownForm;
            };
        }
        return (value, out) -> {
            out.text(text.write(value));
            return ownForm;
        };
    }
}
