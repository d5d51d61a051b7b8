/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.transforms.protect;

import dev.lockstep.transforms.row.Types;
import dev.lockstep.transforms.row.ValueStep;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** A step for plain texts, whose result has to fit the column where its length is known. Immutable and thread-safe. */
final class TextStep implements ValueStep {
    /** What Debezium calls the declared length of a column, when it is told to (column.propagate.source.type). */
    private static final String LENGTH = "__debezium.source.column.length";

    private final String name;
    private final UnaryOperator<String> change;

    /** @param name as the step is written, for errors */
    TextStep(String name, UnaryOperator<String> change) {
        this.name = name;
        this.change = change;
    }

    @Override
    public Typed over(Schema schema) {
        if (schema == null) {
            return new Typed(null, value -> apply(value, Integer.MAX_VALUE));
        }
        if (schema.type() != Schema.Type.STRING || schema.name() != null) {
            throw wrong(Types.of(schema));
        }
        int room = room(schema);
        return new Typed(schema, value -> apply(value, room));
    }

    private Object apply(Object value, int room) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw wrong(Types.of(value));
        }
        String changed = change.apply(text);
        if (changed.codePointCount(0, changed.length()) > room) {
            throw tooLong(name, changed.codePointCount(0, changed.length()), room);
        }
        return changed;
    }

    private DataException wrong(String found) {
        return new DataException(name + " is for text, found " + found
                + ". Use token for whole numbers, uuids and bytes, shift-days for dates, or redact for any type");
    }

    static DataException tooLong(String name, int length, int room) {
        return new DataException(name + " gives " + length + " characters, and the column has room for " + room
                + ". Use token(n) with n up to " + room + ", a shorter text for redact, or null");
    }

    /** How many characters the column takes, as far as the schema tells. */
    static int room(Schema schema) {
        Map<String, String> parameters = schema.parameters();
        String length = parameters == null ? null : parameters.get(LENGTH);
        return length == null || !length.matches("[1-9][0-9]{0,8}") ? Integer.MAX_VALUE : Integer.parseInt(length);
    }
}
